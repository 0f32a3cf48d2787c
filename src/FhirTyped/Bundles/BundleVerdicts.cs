using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Judges each request of a bundle that stands already as if it were sent by itself.</summary>
internal static class BundleVerdicts
{
    /// <summary>What the judge says of a bundle and of its requests.</summary>
    /// <exception cref="ArgumentException">It is no batch and no transaction, or a request of it has no method or no address.</exception>
    public static IReadOnlyList<CapabilityVerdict> Of(CapabilityJudge judge, Bundle? bundle)
    {
        if (bundle is not { Type.Value: BundleType.Batch or BundleType.Transaction })
        {
            throw new ArgumentException("What is sent to the base address is a Bundle of type batch or transaction.", nameof(bundle));
        }

        var interaction = bundle.Type!.Value == BundleType.Transaction ? FhirInteraction.Transaction : FhirInteraction.Batch;
        var verdicts = new List<CapabilityVerdict>();
        if (judge.JudgeSystemInteraction(interaction) is { IsSupported: false } refused)
        {
            verdicts.Add(refused);
        }

        if (judge.JudgeBundleSize(interaction, bundle.Entry.Count) is { IsSupported: false } tooMany)
        {
            verdicts.Add(tooMany);
        }

        for (var i = 0; i < bundle.Entry.Count; i++)
        {
            if (bundle.Entry[i].Request is not { Method.Value: { } verb, Url: { Length: > 0 } url } entry)
            {
                throw new ArgumentException($"Bundle.entry[{i}].request has no method or no url.", nameof(bundle));
            }

            verdicts.AddRange(judge.JudgeRequest(verb.ToString(), url, hasVersion: !string.IsNullOrEmpty(entry.IfMatch)));
        }

        return verdicts;
    }
}
