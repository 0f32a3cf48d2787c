namespace FhirTyped.R4.FhirPath;

/// <summary>The words of the language.</summary>
internal enum TokenKind : byte
{
    End,
    Identifier,
    DelimitedIdentifier,
    String,
    Number,
    Date,
    Variable,
    Special,
    Symbol,
}
