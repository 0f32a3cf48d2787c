using System.Text.Json;

namespace FhirTyped.SqlOnFhir;

/// <summary>Reads the constants of a ViewDefinition.</summary>
internal static class ConstantReader
{
    private const string ValuePrefix = "value";

    public static Dictionary<string, IReadOnlyList<FhirPathValue>> Read(ViewElement view)
    {
        var constants = new Dictionary<string, IReadOnlyList<FhirPathValue>>(StringComparer.Ordinal);
        foreach (var constant in view.List("constant"))
        {
            var values = constant.Json.ValueKind != JsonValueKind.Object ? throw constant.Error("An object is expected.")
                : constant.Json.EnumerateObject().Where(static property => property.Name.StartsWith(ValuePrefix, StringComparison.Ordinal)).ToArray();
            var name = ViewReader.NameOf(constant, "name");
            if (values.Length != 1)
            {
                throw constant.Error("One value is expected: 'valueString', 'valueCode', 'valueInteger' or another primitive.");
            }

            constant.AllowOnly("name", values[0].Name);
            if (name is RowVariables.RowIndexName or "resource" or "rootResource" or "context" or "ucum" or "sct" or "loinc")
            {
                throw constant.Error($"'{name}' is a variable that exists already.");
            }

            var value = ValueOf(new ViewElement(values[0].Value, $"{constant.Place}.{values[0].Name}"), values[0].Name[ValuePrefix.Length..]);
            if (!constants.TryAdd(name, [value]))
            {
                throw constant.Error($"There is a constant '{name}' already.");
            }
        }

        return constants;
    }

    private static FhirPathValue ValueOf(ViewElement value, string type) => type switch
    {
        "Boolean" => new FhirPathValue(value.Json.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.Json.GetBoolean() : throw value.Error("true or false is expected.")),
        "Integer" or "PositiveInt" or "UnsignedInt" => new FhirPathValue(value.Json.ValueKind == JsonValueKind.Number && value.Json.TryGetInt32(out var integer) ? integer : throw value.Error("A whole number of 32 bits is expected.")),
        "Integer64" => Number(value, decimal.Truncate),
        "Decimal" => Number(value, static number => number),
        "Date" => FhirDate.TryParse(value.Text(), out var date) && date.IsValid ? new FhirPathValue(date) : throw value.Error("A date is expected."),
        "DateTime" or "Instant" => FhirDateTime.TryParse(value.Text(), out var moment) && moment.IsValid ? new FhirPathValue(moment) : throw value.Error("A date or a moment with its offset is expected."),
        "Time" => FhirTime.TryParse(value.Text(), out var time) && time.IsValid ? new FhirPathValue(time) : throw value.Error("A time of day is expected."),
        "Base64Binary" or "Canonical" or "Code" or "Id" or "Oid" or "String" or "Uri" or "Url" or "Uuid" or "Markdown" => new FhirPathValue(value.Text()),
        _ => throw value.Error("A constant cannot be of this type."),
    };

    private static FhirPathValue Number(ViewElement value, Func<decimal, decimal> rule) =>
        new(value.Json.ValueKind == JsonValueKind.Number && value.Json.TryGetDecimal(out var number) && rule(number) == number ? number : throw value.Error("A number is expected."));
}
