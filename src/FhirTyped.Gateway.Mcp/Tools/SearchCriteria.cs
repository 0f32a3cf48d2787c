using System.Text;
using System.Text.Json;
using FhirTyped.Capabilities;
using JsonValueKind = System.Text.Json.JsonValueKind;

namespace FhirTyped.Gateway.Mcp;

/// <summary>The criteria of a search as agents write them, an object, and as they stand in an address.</summary>
internal static class SearchCriteria
{
    private const int MostCriteria = 30;
    private const int MostValues = 50;
    private const int LongestValue = 1_000;

    // How much there is at once, and in which form, the tool says itself.
    private static readonly string[] Reserved = ["_count", "_format", "_pretty", "_elements"];

    /// <summary>The criteria as they stand behind the question mark.</summary>
    /// <exception cref="ToolException">A name or a value is none. None is left out.</exception>
    public static string ToQuery(JsonElement criteria)
    {
        var query = new StringBuilder();
        var count = 0;
        foreach (var property in criteria.EnumerateObject())
        {
            if (SearchNames.FindProblem(property.Name) is not null || property.Name.Length > LongestValue)
            {
                throw new ToolException("A name among the criteria is no name of a search parameter: letters, digits, hyphens, and ':' before a modifier.");
            }

            if (Reserved.Contains(property.Name, StringComparer.Ordinal))
            {
                throw new ToolException($"'{property.Name}' is no criterion here: use the arguments 'limit' and 'columns'.");
            }

            foreach (var value in ValuesOf(property))
            {
                if (++count > MostCriteria)
                {
                    throw new ToolException("There are too many criteria.");
                }

                query.Append(query.Length > 0 ? "&" : "").Append(property.Name).Append('=').Append(Encode(value));
            }
        }

        return query.ToString();
    }

    /// <summary>The criteria of an address, as an agent would write them.</summary>
    public static void Write(Utf8JsonWriter json, string query)
    {
        json.WriteStartObject("criteria");
        foreach (var group in query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Split('=', 2)).GroupBy(static part => SearchQuery.Decode(part[0]), StringComparer.Ordinal))
        {
            if (group.Key is "_count")
            {
                continue;
            }

            var values = group.Select(static part => part.Length > 1 ? SearchQuery.Decode(part[1]) : "").ToList();
            if (values is [var only])
            {
                json.WriteString(group.Key, only);
                continue;
            }

            json.WriteStartArray(group.Key);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static IEnumerable<string> ValuesOf(JsonProperty property)
    {
        if (property.Value.ValueKind != JsonValueKind.Array)
        {
            return [ValueOf(property.Name, property.Value)];
        }

        var values = property.Value.EnumerateArray().Select(item => ValueOf(property.Name, item)).ToList();
        return values.Count is > 0 and <= MostValues ? values : throw Wrong(property.Name, "is an empty list, or one that is too long");
    }

    private static string ValueOf(string name, JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => throw Wrong(name, "is neither a text, a number nor a list of them"),
        };
        return text.Length == 0 || string.IsNullOrWhiteSpace(text) ? throw Wrong(name, "is empty")
            : text.Length > LongestValue ? throw Wrong(name, "is too long")
            : text;
    }

    private static ToolException Wrong(string name, string why) => new($"The value of the criterion '{name}' {why}. Leave the criterion out where you do not mean it: nothing is left out in silence.");

    // What FHIR's own syntax is made of stays readable.
    private static string Encode(string value) => Uri.EscapeDataString(value).Replace("%2C", ",", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal);
}
