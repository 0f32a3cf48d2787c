using System.Globalization;
using System.Net;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The answer of an entry as HTTP would have given it, or the error that it means.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Outcome">What the server says about it, or null.</param>
/// <param name="Error">What went wrong, or null.</param>
/// <param name="Proof">Whether it is the answer to this request.</param>
internal readonly record struct EntryAnswer(FhirAnswer Answer, OperationOutcome? Outcome, FhirException? Error, EntryProof Proof)
{
    /// <summary>
    /// The answers of a bundle, one for each request. FHIR gives them the order of the requests
    /// (https://hl7.org/fhir/R4/http.html#transaction-response). Where their number or one of them shows that they have not, only those count
    /// that name the resource of their request: nothing is handed out as the answer to what it is not.
    /// </summary>
    public static EntryAnswer[] ReadAll(IReadOnlyList<BundleRequestPlan> plans, IReadOnlyList<BundleEntry> entries)
    {
        var answers = new EntryAnswer[plans.Count];
        var isInOrder = plans.Count == entries.Count;
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = Read(i < entries.Count ? entries[i] : null, plans[i]);
            isInOrder &= answers[i].Proof != EntryProof.Contradicted;
        }

        for (var i = 0; i < answers.Length; i++)
        {
            if (!isInOrder && answers[i].Proof != EntryProof.Proven)
            {
                answers[i] = OfAnother(plans[i], i < entries.Count);
            }
        }

        return answers;
    }

    private static EntryAnswer Read(BundleEntry? entry, BundleRequestPlan plan)
    {
        if (entry is null)
        {
            return new(FhirAnswer.None, null, null, default);
        }

        var outcome = entry.Response?.Outcome as OperationOutcome ?? entry.Resource as OperationOutcome;
        var answer = new FhirAnswer(
            StatusOf(entry) ?? default, entry.Resource, EntityTags.ValidVersionOf(entry.Response?.Etag), FhirLocation.TryParse(entry.Response?.Location));
        var proof = Compare(answer, plan);
        if (answer.StatusCode == default)
        {
            return new(
                answer, outcome, new FhirProtocolException(plan.Description, "the server's answer says no status for this request.", default, outcome), proof);
        }

        var isDone = (int)answer.StatusCode is >= 200 and < 300 && outcome is not { HasErrors: true };
        return new(answer, outcome, isDone ? null : FhirErrors.Make(
            plan.Description, answer.StatusCode, outcome, plan.HasCriteria ? FhirRequestKind.Conditional : FhirRequestKind.Plain), proof);
    }

    // "201 Created" is 201: what follows the number is the server's own.
    private static HttpStatusCode? StatusOf(BundleEntry entry) =>
        int.TryParse(entry.Response?.Status?.Trim().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and <= 599
            ? (HttpStatusCode)code
            : null;

    private static EntryProof Compare(FhirAnswer answer, BundleRequestPlan plan)
    {
        if (plan.IsSearch)
        {
            return answer.Resource switch
            {
                null or OperationOutcome => EntryProof.Silent,
                Bundle page => CompareMatches(page, plan.ResourceType),
                _ => EntryProof.Contradicted,
            };
        }

        if (AnswerIdentity.FindContradiction(answer, plan.ResourceType, plan.Id) is not null)
        {
            return EntryProof.Contradicted;
        }

        var isNamed = answer.Location is not null || answer.Resource is { Id: not null } and not OperationOutcome;
        return plan.Id is not null && isNamed ? EntryProof.Proven : EntryProof.Silent;
    }

    /// <summary>A page with matches of another type only is the answer to another search.</summary>
    private static EntryProof CompareMatches(Bundle page, string resourceType)
    {
        var proof = EntryProof.Silent;
        foreach (var entry in page.Entry)
        {
            if (entry.Resource is null or OperationOutcome || entry.Search?.Mode == SearchEntryMode.Include)
            {
                continue;
            }

            if (entry.Resource.TypeName == resourceType)
            {
                return EntryProof.Silent;
            }

            proof = EntryProof.Contradicted;
        }

        return proof;
    }

    private static EntryAnswer OfAnother(BundleRequestPlan plan, bool isAnswered) => new(
        FhirAnswer.None, null,
        new FhirProtocolException(
            plan.Description,
            isAnswered
                ? "the server's answers are not in the order of the requests, and none says that it belongs to this one. It may have been carried out: do not repeat it before you have looked."
                : "the server's answer has no entry for this request. It may have been carried out: do not repeat it before you have looked.",
            default),
        EntryProof.Contradicted);
}
