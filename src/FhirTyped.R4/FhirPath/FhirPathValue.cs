using System.Globalization;
using System.Runtime.InteropServices;

namespace FhirTyped.R4.FhirPath;

/// <summary>
/// One item of a FHIRPath collection: an element of the model, or a value of FHIRPath's own types. Immutable but for the element
/// it may point to; the default holds nothing. Equality is that of the identity of elements and of the value of the rest;
/// FHIRPath's own <c>=</c> knows more, see <see cref="FhirPathExpression"/>.
/// </summary>
public readonly partial struct FhirPathValue : IEquatable<FhirPathValue>
{
    private readonly object? _object;
    private readonly Payload _payload;

    private FhirPathValue(FhirPathKind kind, object? value, Payload payload = default)
    {
        Kind = kind;
        _object = value;
        _payload = payload;
    }

    /// <summary>A resource or element.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="element"/> is null.</exception>
    public FhirPathValue(Base element)
        : this(FhirPathKind.Element, element ?? throw new ArgumentNullException(nameof(element)))
    {
    }

    /// <summary>A System.Boolean.</summary>
    public FhirPathValue(bool value)
        : this(FhirPathKind.Boolean, null, new Payload { Integer = value ? 1 : 0 })
    {
    }

    /// <summary>A System.Integer.</summary>
    public FhirPathValue(int value)
        : this(FhirPathKind.Integer, null, new Payload { Integer = value })
    {
    }

    /// <summary>A System.Decimal.</summary>
    public FhirPathValue(decimal value)
        : this(FhirPathKind.Decimal, null, new Payload { Decimal = value })
    {
    }

    /// <summary>A System.String.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public FhirPathValue(string value)
        : this(FhirPathKind.String, value ?? throw new ArgumentNullException(nameof(value)))
    {
    }

    /// <summary>A System.Date.</summary>
    public FhirPathValue(FhirDate value)
        : this(FhirPathKind.Date, null, new Payload { Temporal = value.Temporal })
    {
    }

    /// <summary>A System.DateTime.</summary>
    public FhirPathValue(FhirDateTime value)
        : this(FhirPathKind.DateTime, value.Temporal.HasLongFraction ? value.KeptText : null, new Payload { Temporal = value.Temporal })
    {
    }

    /// <summary>A System.Time.</summary>
    public FhirPathValue(FhirTime value)
        : this(FhirPathKind.Time, value.Temporal.HasLongFraction ? value.KeptText : null, new Payload { Temporal = value.Temporal })
    {
    }

    /// <summary>A System.Quantity.</summary>
    /// <param name="value">The number.</param>
    /// <param name="unit">A UCUM code, or a calendar unit in words: <c>day</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="unit"/> is null.</exception>
    public FhirPathValue(decimal value, string unit)
        : this(FhirPathKind.Quantity, unit ?? throw new ArgumentNullException(nameof(unit)), new Payload { Decimal = value })
    {
    }

    /// <summary>What it is.</summary>
    public FhirPathKind Kind { get; }

    /// <summary>The resource or element; null where it is a value of FHIRPath's own types.</summary>
    public Base? Element => _object as Base;

    internal bool Boolean => _payload.Integer != 0;

    internal int Integer => _payload.Integer;

    internal decimal Decimal => _payload.Decimal;

    internal string Text => (string)_object!;

    internal string Unit => (string)_object!;

    internal TemporalValue Temporal => _payload.Temporal;

    /// <summary>The text of a moment whose fraction has more digits than its ticks; else null.</summary>
    internal string? TemporalText => _object as string;

    internal static FhirPathValue OfTemporal(FhirPathKind kind, TemporalValue value, string? text = null) =>
        new(kind, value.HasLongFraction ? text : null, new Payload { Temporal = value });

    internal static FhirPathValue OfType(TypeSpecifier type) => new(FhirPathKind.TypeInfo, type);

    internal TypeSpecifier Type => (TypeSpecifier)_object!;

    /// <inheritdoc/>
    public bool Equals(FhirPathValue other) => Kind == other.Kind && Kind switch
    {
        FhirPathKind.None => true,
        FhirPathKind.Element => ReferenceEquals(_object, other._object),
        FhirPathKind.Boolean or FhirPathKind.Integer => _payload.Integer == other._payload.Integer,
        FhirPathKind.Decimal => _payload.Decimal == other._payload.Decimal,
        FhirPathKind.Quantity => _payload.Decimal == other._payload.Decimal && Unit == other.Unit,
        FhirPathKind.String => Text == other.Text,
        FhirPathKind.TypeInfo => Type.Equals(other.Type),
        _ => _payload.Temporal == other._payload.Temporal && TemporalText == other.TemporalText,
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FhirPathValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        FhirPathKind.Element => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(_object),
        FhirPathKind.Boolean or FhirPathKind.Integer => HashCode.Combine(Kind, _payload.Integer),
        FhirPathKind.Decimal => _payload.Decimal.GetHashCode(),
        FhirPathKind.Quantity => HashCode.Combine(_payload.Decimal, _object),
        FhirPathKind.String or FhirPathKind.TypeInfo => _object!.GetHashCode(),
        FhirPathKind.None => 0,
        _ => _payload.Temporal.GetHashCode(),
    };

    /// <summary>Whether both are the same element or the same value.</summary>
    public static bool operator ==(FhirPathValue left, FhirPathValue right) => left.Equals(right);

    /// <summary>Whether they are not the same element or value.</summary>
    public static bool operator !=(FhirPathValue left, FhirPathValue right) => !left.Equals(right);

    /// <summary>The value as FHIRPath's <c>toString()</c> would give it; of an element that is no primitive the name of its type.</summary>
    public override string ToString() => AsString() ?? Element?.TypeName ?? (Kind == FhirPathKind.TypeInfo ? Type.ToString() : "");

    /// <summary>A number, written as JSON would.</summary>
    internal static string Format(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    // One of three, by the kind: they share their place.
    [StructLayout(LayoutKind.Explicit)]
    private struct Payload
    {
        [FieldOffset(0)]
        public decimal Decimal;

        [FieldOffset(0)]
        public TemporalValue Temporal;

        [FieldOffset(0)]
        public int Integer;
    }
}
