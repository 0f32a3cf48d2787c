using System.Globalization;
using FhirTyped.R4;

namespace FhirTyped.ServerBenchmark;

/// <summary>Reads what a batch or transaction became.</summary>
internal static class BundleAnswers
{
    /// <summary>Looks at each entry: what was created is the benchmark's own, and what failed is an error of the attempt.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="types">The type of each entry that was sent.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="created">Is told of each that was created.</param>
    /// <returns>Whether it is known what became of each.</returns>
    public static bool Read(Answer answer, IReadOnlyList<string> types, Attempt attempt, Action<string, string> created)
    {
        if (answer.Error is { } error)
        {
            attempt.Errors.Add(error);
            return !answer.IsUncertain;
        }

        if (!FhirJson.TryRead<Bundle>(answer.Body.Span, out var bundle, out _, FhirJsonOptions.Lenient) || bundle.Entry.Count != types.Count)
        {
            attempt.Errors.Add("protocol");
            return false;
        }

        var isKnown = true;
        for (var i = 0; i < types.Count; i++)
        {
            var response = bundle.Entry[i].Response;
            var status = StatusOf(response?.Status);
            if (status is >= 200 and < 300 && Answer.IdOf(response!.Location ?? bundle.Entry[i].FullUrl, types[i]) is { } id)
            {
                created(types[i], id);
                attempt.Resources++;
            }
            else if (status is >= 400 and < 500)
            {
                attempt.Errors.Add("entry HTTP " + status.ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                // It may have been created, and nothing says as what.
                attempt.Errors.Add("entry HTTP " + (status > 0 ? status.ToString(CultureInfo.InvariantCulture) : "unknown"));
                isKnown = false;
            }
        }

        return isKnown;
    }

    /// <summary>The status of each entry of a batch of deletes; empty where it is no answer to it.</summary>
    public static int[] StatusesOf(Answer answer, int count) => answer.Error is null
        && FhirJson.TryRead<Bundle>(answer.Body.Span, out var bundle, out _, FhirJsonOptions.Lenient) && bundle.Entry.Count == count
        ? [.. bundle.Entry.Select(static entry => StatusOf(entry.Response?.Status))]
        : [];

    /// <summary>Whether a status says that a resource is no longer there.</summary>
    public static bool IsGone(int status) => status is (>= 200 and < 300) or 404 or 410;

    // "201 Created"
    private static int StatusOf(string? text) => text is { Length: >= 3 } && int.TryParse(text.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;
}
