namespace FhirTyped.SqlOnFhir;

/// <summary>From items of FHIRPath to values of a column.</summary>
internal static class ColumnValue
{
    /// <summary>The value as the type of the column has it; false where it is of another type.</summary>
    public static bool TryConvert(FhirPathValue item, string? type, out object? value)
    {
        value = type switch
        {
            null => item.Element is null or PrimitiveElement ? Natural(item) : null,
            "boolean" => item.AsBoolean(),
            "integer" or "positiveInt" or "unsignedInt" or "integer64" => (object?)item.AsInteger() ?? TextOutside(item, static element => element is IntegerElement or PositiveIntElement or UnsignedIntElement),
            "decimal" => (object?)item.AsDecimal() ?? TextOutside(item, static element => element is DecimalElement or IntegerElement),
            "date" => (object?)item.AsDate() ?? TextOutside(item, static element => element is DateElement),
            "dateTime" or "instant" => (object?)item.AsDateTime() ?? TextOutside(item, static element => element is DateElement or DateTimeElement or InstantElement),
            "time" => (object?)item.AsTime() ?? TextOutside(item, static element => element is TimeElement),
            _ when ViewTypes.IsText(type) => Text(item),
            _ => item.Element is { } element && element is not PrimitiveElement && IsOf(element, type) ? element : null,
        };
        return value is not null;
    }

    // What .NET cannot hold, or what is outside FHIR's format, is not lost: it stays the text that was there.
    private static string? TextOutside(FhirPathValue item, Func<Base, bool> isOfType) =>
        item.Element is PrimitiveElement element && isOfType(element) && !IsReadable(item) ? element.Text : null;

    private static bool IsReadable(FhirPathValue item) =>
        item.AsInteger() is not null || item.AsDecimal() is not null || item.AsDateTime() is not null || item.AsTime() is not null;

    private static object? Natural(FhirPathValue item) =>
        item.AsBoolean() is { } boolean ? boolean
        : item.AsInteger() is { } integer ? integer
        : item.AsDecimal() is { } number ? number
        : item.AsDate() is { } date ? date
        : item.AsDateTime() is { } moment ? moment
        : item.AsTime() is { } time ? time
        : item.AsString();

    private static string? Text(FhirPathValue item) => item.Kind switch
    {
        FhirPathKind.String => item.AsString(),
        FhirPathKind.Element => item.Element is PrimitiveElement element && ViewTypes.IsText(element.TypeName) ? element.Text : null,
        _ => null,
    };

    private static bool IsOf(Base element, string type) =>
        type.Contains('.', StringComparison.Ordinal) ? element is BackboneElement or Element { TypeName: "Element" }
        : element.TypeName == type || type switch
        {
            "Quantity" => element is Quantity,
            "Resource" => element is Resource,
            "DomainResource" => element is DomainResource,
            "Element" => element is Element,
            "BackboneElement" => element is BackboneElement,
            _ => false,
        };
}
