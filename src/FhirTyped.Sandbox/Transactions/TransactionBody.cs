using System.Text;
using System.Text.Json.Nodes;

namespace FhirTyped.Sandbox;

/// <summary>The resource of an entry of a transaction, its links replaced.</summary>
/// <param name="Resource">The resource, or null.</param>
/// <param name="Conditional">Its references that search for their target, with the search.</param>
internal sealed record TransactionBody(JsonObject? Resource, IReadOnlyList<(JsonObject Reference, string Search)> Conditional)
{
    public static TransactionBody None { get; } = new(null, []);

    public ReadOnlyMemory<byte> ToUtf8Bytes() => Resource is null ? default : Encoding.UTF8.GetBytes(Resource.ToJsonString());
}
