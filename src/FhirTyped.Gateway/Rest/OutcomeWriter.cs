using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FhirTyped.Gateway;

/// <summary>Writes what the gateway itself has to say as an OperationOutcome (https://hl7.org/fhir/R4/operationoutcome.html).</summary>
internal static class OutcomeWriter
{
    /// <summary>The code system of the rules' ids.</summary>
    public const string RuleSystem = "urn:fhirtyped:rule";

    /// <summary>The extension that says by whose word something is so.</summary>
    public const string SourceExtension = "urn:fhirtyped:source";

    /// <summary>Answers with a problem.</summary>
    public static async Task WriteAsync(HttpResponse response, GatewayProblem problem, CancellationToken cancellationToken)
    {
        response.StatusCode = (int)problem.Status;
        if (problem.RetryAfter is { } after)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Challenge is { } challenge)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        if (problem.Receipt is { } receipt)
        {
            response.Headers[AnswerWriter.ReceiptHeader] = receipt.ToLowerInvariant();
        }

        response.ContentType = "application/fhir+json; charset=utf-8";
        var body = ToJson(problem);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            await response.Body.WriteAsync(body, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The outcome.</summary>
    public static byte[] ToJson(GatewayProblem problem)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "OperationOutcome");
            json.WriteStartArray("issue");
            foreach (var issue in problem.Issues)
            {
                Write(json, issue);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, GatewayIssue issue)
    {
        json.WriteStartObject();
        if (issue.Source is { Length: > 0 } source)
        {
            json.WriteStartArray("extension");
            json.WriteStartObject();
            json.WriteString("url", SourceExtension);
            json.WriteString("valueString", source);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteString("severity", "error");
        json.WriteString("code", issue.Code);
        if (issue.Id is not null || issue.Remedy is not null)
        {
            json.WriteStartObject("details");
            if (issue.Id is { } id)
            {
                json.WriteStartArray("coding");
                json.WriteStartObject();
                json.WriteString("system", RuleSystem);
                json.WriteString("code", id);
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteString("text", issue.Remedy ?? issue.Diagnostics);
            json.WriteEndObject();
        }

        json.WriteString("diagnostics", issue.Diagnostics);
        if (issue.Expression is { } expression)
        {
            json.WriteStartArray("expression");
            json.WriteStringValue(expression);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
