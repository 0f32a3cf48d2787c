using System.Globalization;
using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The answer of an entry as HTTP would have given it, or the error that it means.</summary>
internal readonly record struct EntryAnswer(FhirAnswer Answer, OperationOutcome? Outcome, FhirException? Error)
{
    public static EntryAnswer Read(BundleEntry? entry, BundleRequestPlan plan)
    {
        if (entry is null)
        {
            return new(default, null, new FhirException(plan.Description + ": the server's answer has no entry for this request."));
        }

        var outcome = entry.Response?.Outcome as OperationOutcome ?? entry.Resource as OperationOutcome;

        // "201 Created" is 201: what follows the number is the server's own.
        if (!int.TryParse(entry.Response?.Status?.Trim().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return new(default, outcome, new FhirException(plan.Description + ": the server's answer says no status for this request."));
        }

        var location = Uri.TryCreate(entry.Response!.Location, UriKind.RelativeOrAbsolute, out var address) ? address : null;
        var answer = new FhirAnswer((HttpStatusCode)code, entry.Resource, EntityTags.VersionOf(entry.Response.Etag), location);
        return new(answer, outcome, code is >= 200 and < 300 ? null
            : FhirErrors.Make(plan.Description, answer.StatusCode, outcome, plan.HasCriteria ? FhirRequestKind.Conditional : FhirRequestKind.Plain));
    }
}
