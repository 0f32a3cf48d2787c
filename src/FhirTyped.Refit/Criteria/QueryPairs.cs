using Refit;

namespace FhirTyped;

/// <summary>Hands a query that is written already to Refit, which takes it pair by pair.</summary>
internal static class QueryPairs
{
    public static void Write(string query, ref GeneratedQueryStringBuilder builder)
    {
        foreach (var range in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan(range);
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            builder.AddPreEscapedKey(
                (equals < 0 ? pair : pair[..equals]).ToString(), equals < 0 ? "" : pair[(equals + 1)..].ToString(), preEncoded: true);
        }
    }
}
