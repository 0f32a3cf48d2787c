using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Firely.Handlers;

/// <summary>What is logged and counted of validations: elements and kinds of errors, never a value.</summary>
internal static partial class ValidationLog
{
    private static readonly Meter Meter = new("FhirTyped");

    private static readonly Counter<long> InvalidCounter = Meter.CreateCounter<long>(
        "fhirtyped.validation.invalid", "{resource}", "Resources that do not conform to their profiles.");

    private static readonly Counter<long> SkippedCounter = Meter.CreateCounter<long>(
        "fhirtyped.validation.skipped", "{answer}", "Answers that were chosen for validation and passed over, because too many were waiting or one could not be validated.");

    /// <summary>Tells that something written was refused.</summary>
    public static void TellRefused(ILogger logger, string server, FhirProfileValidationResult result)
    {
        Refused(logger, server, result.ResourceType, result.Describe());
        Count(server, result, "write");
    }

    /// <summary>Tells that something read does not conform.</summary>
    public static void TellInvalid(ILogger logger, string server, FhirProfileValidationResult result)
    {
        Invalid(logger, server, result.ResourceType, result.Describe());
        Count(server, result, "read");
    }

    /// <summary>Tells that an answer was passed over.</summary>
    public static void TellSkipped(string server) => SkippedCounter.Add(1, new KeyValuePair<string, object?>("server", server));

    // The type is a name out of a payload, where the standard does not know it.
    private static void Count(string server, FhirProfileValidationResult result, string direction) => InvalidCounter.Add(
        1,
        new("server", server),
        new("resource_type", Hl7.Fhir.Model.ModelInfo.IsKnownResource(result.ResourceType) ? result.ResourceType : "?"),
        new("direction", direction));

    [LoggerMessage(1, LogLevel.Warning, "{Server}: a {ResourceType} was not sent, because it does not conform: {Errors}")]
    private static partial void Refused(ILogger logger, string server, string resourceType, string errors);

    [LoggerMessage(2, LogLevel.Warning, "{Server}: a {ResourceType} that was read does not conform: {Errors}")]
    private static partial void Invalid(ILogger logger, string server, string resourceType, string errors);

    [LoggerMessage(3, LogLevel.Error, "{Server}: an answer could not be validated ({Error})")]
    public static partial void Failed(ILogger logger, string server, string error);
}
