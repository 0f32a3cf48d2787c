using System.Globalization;
using System.Text;

namespace FhirTyped;

/// <summary>The query of an operation that goes by GET. Its values are percent-encoded only: FHIR's escaping is for search values.</summary>
internal sealed class OperationQuery
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a value where there is one.</summary>
    /// <exception cref="ArgumentException">It is empty: it would be dropped.</exception>
    public OperationQuery Add(string name, string? value)
    {
        if (value is null)
        {
            return this;
        }

        if (string.IsNullOrWhiteSpace(value))
        {
            throw SearchUrlBuilder.EmptyValue(name);
        }

        _text.Append(_text.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    /// <summary>Adds a number where there is one.</summary>
    public OperationQuery Add(string name, int? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>The query without a question mark.</summary>
    public override string ToString() => _text.ToString();
}
