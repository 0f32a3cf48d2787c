using System.Net;
using System.Net.Http.Headers;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>Which format an answer is asked for in (https://hl7.org/fhir/R4/http.html#mime-type): <c>_format</c>, and else <c>Accept</c> (RFC 9110, section 12.5.1).</summary>
internal static class AnswerFormat
{
    /// <summary>Finds the format; false where the sandbox has none of those that are asked for.</summary>
    /// <param name="message">The request.</param>
    /// <param name="formats">What there is beside JSON.</param>
    /// <param name="format">The format; null for JSON.</param>
    public static bool TryFind(SandboxMessage message, IEnumerable<IFhirFormat> formats, out IFhirFormat? format)
    {
        format = null;
        var inQuery = SearchQuery.Parse("", message.Query).Criteria.FirstOrDefault(static criterion => criterion.Name == "_format") is { Values: [var value, ..] }
            ? value.Escaped ?? ""
            : "";
        var asked = inQuery.Length > 0 ? [NameOf(inQuery)] : Accepted(message.Accept ?? "");
        if (asked.Count == 0)
        {
            return true;
        }

        foreach (var name in asked)
        {
            if (name.Contains("json", StringComparison.OrdinalIgnoreCase) || name is "*/*" or "application/*")
            {
                return true;
            }

            if (formats.FirstOrDefault(one => one.IsMeantBy(name)) is { } found)
            {
                format = found;
                return true;
            }
        }

        return false;
    }

    /// <summary>An answer in the format that it is asked for.</summary>
    public static SandboxReply Translate(SandboxReply reply, SandboxMessage? message, ICollection<IFhirFormat> formats)
    {
        if (formats.Count == 0 || message is null || reply.Body.IsEmpty || reply.ContentType != "application/fhir+json" || !TryFind(message, formats, out var format) || format is null)
        {
            return reply;
        }

        try
        {
            return reply with { Body = format.FromJson(reply.Body.Span), ContentType = format.MediaType };
        }
        catch (FhirException error)
        {
            return SandboxReply.Of(new RefusedException(HttpStatusCode.NotAcceptable, IssueType.NotSupported, "The answer cannot be had in this format: " + error.Message));
        }
    }

    /// <summary>The media types of <c>Accept</c>, those that are wanted most first.</summary>
    private static List<string> Accepted(string accept) =>
        [.. accept.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static one => MediaTypeWithQualityHeaderValue.TryParse(one, out var parsed) ? (Name: parsed.MediaType ?? "", Quality: parsed.Quality ?? 1) : (Name: NameOf(one), Quality: 1))
            .Where(static one => one.Quality > 0)
            .OrderByDescending(static one => one.Quality)
            .Select(static one => one.Name)];

    // In an address a plus sign is a space, and who writes "application/fhir+xml" there means no space.
    private static string NameOf(string value) => Uri.UnescapeDataString(value.Split(';', 2)[0].Trim()).Replace(' ', '+');
}
