namespace FhirTyped.Sandbox;

/// <summary>An export.</summary>
/// <param name="Id">Its id, which cannot be guessed.</param>
/// <param name="Owner">Who may ask for it: <see cref="Access.Key"/>.</param>
/// <param name="Target">Of whom it is: the path of its kick-off.</param>
/// <param name="Request">The address of its kick-off.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ready">When it is done.</param>
/// <param name="Files">Its files.</param>
internal sealed record ExportJob(string Id, string Owner, string Target, string Request, DateTimeOffset Started, DateTimeOffset Ready, IReadOnlyList<ExportFile> Files);
