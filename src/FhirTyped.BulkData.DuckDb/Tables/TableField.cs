using System.Globalization;
using System.Text.Json;

namespace FhirTyped.BulkData.DuckDb;

/// <summary>A column of a view, the columns of a table that it fills, and how.</summary>
internal sealed class TableField
{
    private const string Unreadable = "unreadable";

    private readonly FieldKind _kind;
    private readonly int _unitColumn;

    private TableField(FieldKind kind, IReadOnlyList<TableColumn> columns, int unitColumn = -1)
    {
        _kind = kind;
        Columns = columns;
        _unitColumn = unitColumn;
    }

    public IReadOnlyList<TableColumn> Columns { get; }

    public static TableField Of(ViewColumn column, IReadOnlyList<ViewColumn> all)
    {
        var name = column.Name;
        if (column.IsCollection)
        {
            return new(FieldKind.List, [new(name, "VARCHAR[]")]);
        }

        TableColumn Precision() => new(name + "_precision", "VARCHAR");
        return column.Type switch
        {
            "boolean" => new(FieldKind.Boolean, [new(name, "BOOLEAN")]),
            "integer" or "positiveInt" or "unsignedInt" or "integer64" => new(FieldKind.Integer, [new(name, "INTEGER")]),
            "decimal" => OfNumber(column, all),
            "date" => new(FieldKind.Date, [new(name, "DATE"), Precision()]),
            "dateTime" or "instant" => new(FieldKind.Moment, [new(name, "TIMESTAMP"), Precision()]),
            _ => new(FieldKind.Text, [new(name, "VARCHAR")]),
        };
    }

    /// <summary>Puts the values for a row of the view into a row of the table.</summary>
    /// <exception cref="FhirTableException">The table cannot hold a value.</exception>
    public void Fill(ViewRow row, int index, object?[] target, int at)
    {
        var value = row[index];
        if (value is null)
        {
            return;
        }

        switch (_kind)
        {
            case FieldKind.Boolean:
                target[at] = value;
                break;
            case FieldKind.Integer:
                target[at] = value as int? ?? throw Beyond();
                break;
            case FieldKind.Number:
                target[at] = NumberOf(value);
                break;
            case FieldKind.Quantity:
                FillQuantity(value, row[_unitColumn] as string, target, at);
                break;
            case FieldKind.Date:
                target[at] = value is FhirDate date ? date.ToDateOnly() : null;
                target[at + 1] = value is FhirDate known ? PrecisionOf(known.Precision) : Unreadable;
                break;
            case FieldKind.Moment:
                target[at] = value is FhirDateTime moment ? moment.ToDateTimeOffset().UtcDateTime : null;
                target[at + 1] = value is FhirDateTime read ? PrecisionOf(read.Precision) : Unreadable;
                break;
            case FieldKind.List:
                target[at] = ((IEnumerable<object?>)value).Select(TextOf).ToArray();
                break;
            default:
                target[at] = TextOf(value);
                break;
        }
    }

    private static TableField OfNumber(ViewColumn column, IReadOnlyList<ViewColumn> all)
    {
        var name = column.Name;
        if (!column.Tags.TryGetValue(FhirTableViews.UcumTag, out var unit))
        {
            return new(FieldKind.Number, [new(name, "DOUBLE")]);
        }

        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Name == unit && !all[i].IsCollection)
            {
                return new(FieldKind.Quantity, [new(name, "DOUBLE"), new(name + "_normal", "DOUBLE"), new(name + "_normal_code", "VARCHAR")], i);
            }
        }

        throw new FhirTableException($"The tag {FhirTableViews.UcumTag} of the column '{name}' names '{unit}', and there is no such column.");
    }

    private FhirTableException Beyond() => new($"A number is beyond what the column '{Columns[0].Name}' holds.");

    private void FillQuantity(object value, string? code, object?[] target, int at)
    {
        target[at] = NumberOf(value);
        if (code is not null && value is decimal or int && UcumUnits.TryNormalise(Convert.ToDecimal(value, CultureInfo.InvariantCulture), code, out var normal, out var unit))
        {
            target[at + 1] = (double)normal;
            target[at + 2] = unit;
        }
    }

    private double NumberOf(object value) => value switch
    {
        decimal number => (double)number,
        int number => number,
        _ => double.Parse((string)value, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : throw Beyond(),
    };

    private static string PrecisionOf(FhirPrecision precision) => precision switch
    {
        FhirPrecision.Year => "year",
        FhirPrecision.Month => "month",
        FhirPrecision.Day => "day",
        FhirPrecision.Minute => "minute",
        FhirPrecision.Second => "second",
        FhirPrecision.Fraction => "fraction",
        _ => Unreadable,
    };

    private static string? TextOf(object? value) => value switch
    {
        null => null,

        // DuckDB would end the text there.
        string text => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text,
        bool truth => truth ? "true" : "false",
        Base element => JsonSerializer.Serialize(element, element.GetType()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private enum FieldKind
    {
        Boolean,
        Integer,
        Number,
        Quantity,
        Date,
        Moment,
        Text,
        List,
    }
}
