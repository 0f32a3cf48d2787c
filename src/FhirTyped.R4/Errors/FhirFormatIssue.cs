namespace FhirTyped;

/// <summary>
/// One thing that is wrong in a payload, or in a resource that is to be written, and where. Holds no data: no value, and no name that
/// the standard does not have.
/// </summary>
/// <param name="Code">What is wrong.</param>
/// <param name="Severity">Whether strict reading refuses it.</param>
/// <param name="Location">
/// The place as a path of JSON names, with indexes into arrays: <c>Bundle.entry[3].resource.birthDate</c>. A name that the standard
/// does not have is <c>?</c>.
/// </param>
/// <param name="LineNumber">The line, from 1; 0 where there is no payload, as in writing.</param>
/// <param name="BytePosition">The offset from the start of the payload in bytes, from 0.</param>
public sealed record FhirFormatIssue(FhirFormatCode Code, FhirFormatSeverity Severity, string Location, int LineNumber, long BytePosition)
{
    /// <summary>The issue as one sentence.</summary>
    public override string ToString() => $"{Text}{(LineNumber == 0 ? "" : $" (line {LineNumber}, byte {BytePosition})")}.";

    /// <summary>What is wrong and at which element, without line and byte.</summary>
    internal string Text => $"{Describe(Code)} at {(Location.Length == 0 ? "the root" : Location)}";

    private static string Describe(FhirFormatCode code) => code switch
    {
        FhirFormatCode.InvalidJson => "The payload is not valid JSON",
        FhirFormatCode.UnknownElement => "Unknown element",
        FhirFormatCode.WrongJsonType => "Wrong type of JSON value",
        FhirFormatCode.InvalidValue => "Value outside the format of its type",
        FhirFormatCode.UnknownCode => "Code outside the required value set",
        FhirFormatCode.MissingElement => "Missing required element",
        FhirFormatCode.SeveralChoiceValues => "Second value of a choice",
        FhirFormatCode.DuplicateProperty => "Property given twice",
        FhirFormatCode.TrailingData => "Data after the end of the resource",
        FhirFormatCode.DepthLimit => "Deeper than the limit",
        FhirFormatCode.PayloadLimit => "Payload larger than the limit",
        FhirFormatCode.UnknownResourceType => "Unknown resource type",
        FhirFormatCode.UnexpectedResourceType => "Not the resource type that was asked for",
        FhirFormatCode.InvalidText => "Text with half of a surrogate pair, which is no character,",
        _ => "Empty array or null",
    };
}
