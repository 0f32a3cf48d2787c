using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace FhirTyped.SqlOnFhir;

/// <summary>The constants of a view, and <c>%rowIndex</c>, which changes while a resource is worked through.</summary>
internal sealed class RowVariables(IReadOnlyDictionary<string, IReadOnlyList<FhirPathValue>> constants) : IReadOnlyDictionary<string, IReadOnlyList<FhirPathValue>>
{
    public const string RowIndexName = "rowIndex";

    public int RowIndex { get; set; }

    public int Count => constants.Count + 1;

    public IEnumerable<string> Keys => constants.Keys.Append(RowIndexName);

    public IEnumerable<IReadOnlyList<FhirPathValue>> Values => constants.Values.Append(Index);

    public IReadOnlyList<FhirPathValue> this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException();

    private IReadOnlyList<FhirPathValue> Index => [new FhirPathValue(RowIndex)];

    public bool ContainsKey(string key) => key == RowIndexName || constants.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out IReadOnlyList<FhirPathValue> value)
    {
        if (key == RowIndexName)
        {
            value = Index;
            return true;
        }

        return constants.TryGetValue(key, out value);
    }

    public IEnumerator<KeyValuePair<string, IReadOnlyList<FhirPathValue>>> GetEnumerator() =>
        constants.Append(new(RowIndexName, Index)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
