namespace FhirTyped.R4.FhirPath;

/// <content>From elements to FHIRPath's own types, and from those to the types of .NET.</content>
public readonly partial struct FhirPathValue
{
    /// <summary>The boolean, also of a FHIR boolean; null where it is none.</summary>
    public bool? AsBoolean() => ToSystem() is { Kind: FhirPathKind.Boolean } value ? value.Boolean : null;

    /// <summary>The integer, also of a FHIR integer; null where it is none.</summary>
    public int? AsInteger() => ToSystem() is { Kind: FhirPathKind.Integer } value ? value.Integer : null;

    /// <summary>The number, also of a FHIR decimal or integer; null where it is none.</summary>
    public decimal? AsDecimal() => ToSystem() is var value && value.Kind == FhirPathKind.Integer ? value.Integer
        : value.Kind == FhirPathKind.Decimal ? value.Decimal : null;

    /// <summary>The date, also of a FHIR date; null where it is none.</summary>
    public FhirDate? AsDate() => ToSystem() is { Kind: FhirPathKind.Date } value ? new FhirDate(value.Temporal, null) : null;

    /// <summary>The dateTime, also of a FHIR date, dateTime or instant; null where it is none.</summary>
    public FhirDateTime? AsDateTime() => ToSystem() is { Kind: FhirPathKind.Date or FhirPathKind.DateTime } value
        ? new FhirDateTime(value.Temporal, value.TemporalText) : null;

    /// <summary>The time, also of a FHIR time; null where it is none.</summary>
    public FhirTime? AsTime() => ToSystem() is { Kind: FhirPathKind.Time } value ? new FhirTime(value.Temporal, value.TemporalText) : null;

    /// <summary>The text of a value, as FHIRPath's <c>toString()</c> gives it; null where the item has none.</summary>
    public string? AsString()
    {
        var value = ToSystem();
        return value.Kind switch
        {
            FhirPathKind.String => value.Text,
            FhirPathKind.Boolean => value.Boolean ? "true" : "false",
            FhirPathKind.Integer => value.Integer.ToString(System.Globalization.CultureInfo.InvariantCulture),
            FhirPathKind.Decimal => Format(value.Decimal),
            FhirPathKind.Quantity => CalendarUnit.IsWord(value.Unit) ? $"{Format(value.Decimal)} {value.Unit}" : $"{Format(value.Decimal)} '{value.Unit}'",
            FhirPathKind.Date or FhirPathKind.DateTime => new FhirDateTime(value.Temporal, value.TemporalText).ToString(),
            FhirPathKind.Time => new FhirTime(value.Temporal, value.TemporalText).ToString(),
            _ => (value.Element as PrimitiveElement)?.Text,
        };
    }

    /// <summary>
    /// Whether it stayed an element since its value is not known well enough to reckon with: a date outside its format, a number beyond
    /// .NET's, a primitive without a value, a Quantity with a comparator.
    /// </summary>
    internal bool IsUncertain => _object is PrimitiveElement or Quantity;

    /// <summary>
    /// A FHIR primitive, or a Quantity without a comparator, as a value of FHIRPath's own types; anything else as it is.
    /// </summary>
    internal FhirPathValue ToSystem() => Kind != FhirPathKind.Element ? this : _object switch
    {
        PrimitiveElement primitive => OfPrimitive(primitive),
        Quantity quantity => OfQuantity(quantity),
        _ => this,
    };

    private FhirPathValue OfPrimitive(PrimitiveElement element) => element switch
    {
        StringElement { Value: { } value } => new(value),
        CodeElement { Value: { } value } => new(value),
        BooleanElement { Value: { } value } => new(value),
        IntegerElement { Value: { } value } => new(value),
        PositiveIntElement { Value: { } value } => new(value),
        UnsignedIntElement { Value: { } value } => new(value),
        DecimalElement { Value: { } value } => new(value),
        DateElement { Value: { IsValid: true } value } => new(value),
        DateTimeElement { Value: { IsValid: true } value } => new(value),
        InstantElement { Value: { IsValid: true } value } => OfTemporal(FhirPathKind.DateTime, value.Temporal, value.KeptText),
        TimeElement { Value: { IsValid: true } value } => new(value),

        // What is outside its format, or beyond .NET's numbers, cannot be reckoned with, and stays an element.
        DateElement or DateTimeElement or InstantElement or TimeElement => this,
        DecimalElement or IntegerElement or PositiveIntElement or UnsignedIntElement => this,
        { Text: { } text } => new(text),
        _ => this,
    };

    private FhirPathValue OfQuantity(Quantity quantity)
    {
        const string Ucum = "http://unitsofmeasure.org";
        if (quantity.Value is not { } value || quantity.Comparator is not null)
        {
            return this;
        }

        // A code of another system than UCUM is a unit only together with its system.
        return quantity.Code is not { } code ? new(value, quantity.Unit ?? "1")
            : quantity.System is null or Ucum ? new(value, code) : new(value, quantity.System + "|" + code);
    }
}
