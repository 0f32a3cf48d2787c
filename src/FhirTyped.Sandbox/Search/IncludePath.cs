using FhirTyped.Capabilities;

namespace FhirTyped.Sandbox;

/// <summary>One <c>_include</c> or <c>_revinclude</c>: <c>Observation:subject:Patient</c> (https://hl7.org/fhir/R4/search.html#include).</summary>
/// <param name="SourceType">The type that holds the reference, or <c>*</c>.</param>
/// <param name="Parameter">The reference parameter, or <c>*</c>.</param>
/// <param name="TargetType">The type that is referred to, or empty for any.</param>
/// <param name="IsReverse"><c>_revinclude</c>.</param>
/// <param name="IsIterated"><c>:iterate</c>: it holds for included resources too.</param>
internal sealed record IncludePath(string SourceType, string Parameter, string TargetType, bool IsReverse, bool IsIterated)
{
    /// <summary>Reads a value; null where it has not the form of one.</summary>
    public static IncludePath? Parse(string value, bool isReverse, bool isIterated) => value.Split(':') switch
    {
        ["*"] when !isReverse => new("*", "*", "", false, isIterated),
        [var source, var parameter] when R4Definitions.IsResourceType(source) => new(source, parameter, "", isReverse, isIterated),
        [var source, var parameter, var target] when R4Definitions.IsResourceType(source) => new(source, parameter, target, isReverse, isIterated),
        _ => null,
    };
}
