using System.Text.Json;
using FhirTyped.R4;

namespace FhirTyped.SqlOnFhir.Tests;

/// <summary>A case of a file in the form of SQL on FHIR's own tests: resources, a view, and the rows it gives or that it cannot.</summary>
internal sealed record ViewCase(string File, string Title, IReadOnlyList<Resource> Resources, JsonElement Test)
{
    public static IEnumerable<ViewCase> ReadAll(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(file));
            Resource[] resources = [.. document.RootElement.GetProperty("resources").EnumerateArray().Select(json => FhirJson.Read<Resource>(json.GetRawText()))];
            foreach (var test in document.RootElement.GetProperty("tests").EnumerateArray())
            {
                yield return new ViewCase(Path.GetFileNameWithoutExtension(file), test.GetProperty("title").GetString()!, resources, test.Clone());
            }
        }
    }

    /// <summary>Null where the view gives what is expected, else what it gives.</summary>
    public string? Failure()
    {
        var expectsError = Test.TryGetProperty("expectError", out var error);
        try
        {
            var view = ViewDefinition.Parse(Test.GetProperty("view").GetRawText());
            var rows = Resources.SelectMany(resource => view.Rows(resource)).Select(row => Show(view, row)).ToArray();
            return expectsError ? $"{rows.Length} rows, and an error is expected" : Difference(view, rows);
        }
        catch (ViewDefinitionException exception)
        {
            return !expectsError ? exception.Message
                : error.ValueKind == JsonValueKind.String && error.GetString() != exception.Place ? $"the error is said to be at {exception.Place}: {exception.Reason}" : null;
        }
    }

    private string? Difference(ViewDefinition view, string[] rows)
    {
        if (Test.TryGetProperty("expectColumns", out var columns) && !columns.EnumerateArray().Select(name => name.GetString()).SequenceEqual(view.Columns.Select(column => column.Name)))
        {
            return "other columns: " + string.Join(", ", view.Columns.Select(column => column.Name));
        }

        if (Test.TryGetProperty("expectCount", out var count) && count.GetInt32() != rows.Length)
        {
            return $"{rows.Length} rows";
        }

        if (!Test.TryGetProperty("expect", out var expect))
        {
            return null;
        }

        // SQL knows no order of rows.
        var expected = expect.EnumerateArray().Select(row => string.Join("; ", view.Columns.Select(column =>
            column.Name + "=" + Show(row.TryGetProperty(column.Name, out var value) ? value : default)))).Order(StringComparer.Ordinal).ToArray();
        var given = rows.Order(StringComparer.Ordinal).ToArray();
        return expected.SequenceEqual(given) ? null : $"expected [{string.Join(" | ", expected)}], given [{string.Join(" | ", given)}]";
    }

    private static string Show(ViewDefinition view, ViewRow row) =>
        string.Join("; ", view.Columns.Select(column => column.Name + "=" + Show(row[column.Name])));

    private static string Show(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        decimal number => number.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture),
        object?[] list => "[" + string.Join(",", list.Select(Show)) + "]",
        Element element => element.TypeName,
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string Show(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "null",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => Show(json.GetDecimal()),
        JsonValueKind.Array => json.GetArrayLength() == 0 ? "null" : "[" + string.Join(",", json.EnumerateArray().Select(Show)) + "]",
        _ => json.GetString()!,
    };
}
