using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>What the explorer's own addresses answer where they cannot do what is asked. Nothing of the request stands in it.</summary>
internal static class ExplorerAnswers
{
    /// <summary>Answers with what is wrong.</summary>
    public static Task WriteProblemAsync(HttpContext context, int status, string message) =>
        JsonAnswer.WriteAsync(context, status, json => json.WriteString("message", message));
}
