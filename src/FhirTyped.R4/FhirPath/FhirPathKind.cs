namespace FhirTyped.R4.FhirPath;

/// <summary>What an item of a FHIRPath collection is. <see href="http://hl7.org/fhirpath/N1/#literals"/></summary>
public enum FhirPathKind : byte
{
    /// <summary>Nothing: only of a default instance.</summary>
    None,

    /// <summary>A resource or element of the model, also a primitive one.</summary>
    Element,

    /// <summary>System.Boolean.</summary>
    Boolean,

    /// <summary>System.Integer: 32 bits, signed.</summary>
    Integer,

    /// <summary>System.Decimal.</summary>
    Decimal,

    /// <summary>System.String.</summary>
    String,

    /// <summary>System.Date: a year, month or day.</summary>
    Date,

    /// <summary>System.DateTime: a year, month, day or moment.</summary>
    DateTime,

    /// <summary>System.Time: of a day.</summary>
    Time,

    /// <summary>System.Quantity: a number with a unit.</summary>
    Quantity,

    /// <summary>What <c>type()</c> gives: a namespace and a name.</summary>
    TypeInfo,
}
