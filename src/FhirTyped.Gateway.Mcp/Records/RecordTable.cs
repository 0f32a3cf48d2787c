using System.Text;
using System.Text.Json;

namespace FhirTyped.Gateway.Mcp;

/// <summary>Resources as a table: a row for each, and what all rows have in common once.</summary>
internal sealed class RecordTable
{
    private RecordTable(IReadOnlyList<string> columns, IReadOnlyList<string?[]> rows, IReadOnlyList<(string Name, string Value)> same) => (Columns, Rows, Same) = (columns, rows, same);

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<string?[]> Rows { get; }

    /// <summary>What all rows have in common.</summary>
    public IReadOnlyList<(string Name, string Value)> Same { get; }

    /// <summary>Makes the table.</summary>
    /// <param name="resources">The resources.</param>
    /// <param name="columns">The columns. Those that no row has are left out.</param>
    /// <param name="longest">The longest value that is given whole.</param>
    public static RecordTable Of(IReadOnlyList<JsonElement> resources, IReadOnlyList<RecordColumn> columns, int longest = RecordText.Longest)
    {
        var all = resources.Select(resource => columns.Select(column => column.ValueOf(resource) is { } value ? RecordText.Clean(value, longest) : null).ToArray()).ToList();
        var kept = new List<int>();
        var same = new List<(string, string)>();
        for (var i = 0; i < columns.Count; i++)
        {
            var first = all.Count > 0 ? all[0][i] : null;
            if (all.Count > 1 && first is not null && all.TrueForAll(row => row[i] == first))
            {
                same.Add((columns[i].Name, first));
            }
            else if (all.Exists(row => row[i] is not null))
            {
                kept.Add(i);
            }
        }

        return new([.. kept.Select(i => columns[i].Name)], [.. all.Select(row => kept.Select(i => row[i]).ToArray())], same);
    }

    /// <summary>Writes it as members of an object that is open.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="rows">How many rows.</param>
    public void Write(Utf8JsonWriter json, int rows)
    {
        if (Same.Count > 0)
        {
            json.WriteStartObject("same");
            foreach (var (name, value) in Same)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("columns");
        foreach (var name in Columns)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in Rows.Take(rows))
        {
            json.WriteStartArray();
            foreach (var value in row)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes it as lines: a line for what is the same, one for the names, one for each row, with tabs between them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="rows">How many rows.</param>
    public void Write(StringBuilder text, int rows)
    {
        if (Same.Count > 0)
        {
            text.Append("same: ").AppendJoin(", ", Same.Select(static one => one.Name + "=" + one.Value)).Append('\n');
        }

        text.AppendJoin('\t', Columns).Append('\n');
        foreach (var row in Rows.Take(rows))
        {
            text.AppendJoin('\t', row).Append('\n');
        }
    }
}
