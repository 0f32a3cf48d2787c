namespace FhirTyped.Capabilities;

/// <summary>Something wrong, or left out, in a platform file or CapabilityStatement.</summary>
/// <param name="Id">The diagnostic id, for example <c>FHT0001</c>.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="File">The file.</param>
/// <param name="Position">The place in the file.</param>
internal sealed record PlatformIssue(string Id, string Message, string File, TextPosition Position);
