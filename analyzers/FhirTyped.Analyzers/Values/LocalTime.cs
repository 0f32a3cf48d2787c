using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Tells a time whose zone is the machine's, or none.</summary>
internal static class LocalTime
{
    /// <summary>Whether a value is a <c>DateTime</c> that nothing says to be in UTC.</summary>
    public static bool Is(IOperation value) => value.Type?.SpecialType == SpecialType.System_DateTime && !IsUtc(value);

    /// <summary>Whether such a value is written with its time of day: put into a text without a format or with one that has more than a day, or by <c>ToString</c>.</summary>
    /// <param name="value">The value in the text.</param>
    /// <param name="format">The format that the text has for it; null for none.</param>
    public static bool IsWritten(IOperation value, string? format)
    {
        if (value is IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } time } call && Is(ValueReader.Unwrap(time)))
        {
            var given = call.Arguments.Length > 0 && call.Arguments[0].Value.Type?.SpecialType == SpecialType.System_String ? ValueReader.Text(call.Arguments[0].Value) : null;
            return HasTime(given);
        }

        return Is(value) && HasTime(format);
    }

    // What has years, months and days alone is a day; whatever else may be a time. Without a format the culture decides, and has the time of day too.
    private static bool HasTime(string? format)
    {
        if (string.IsNullOrEmpty(format) || format!.Length == 1)
        {
            return true;
        }

        foreach (var c in format)
        {
            if (c is not ('y' or 'M' or 'd' or '-'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUtc(IOperation value) => value switch
    {
        IPropertyReferenceOperation { Property.Name: "UtcNow" or "UtcDateTime" } => true,
        IInvocationOperation { TargetMethod.Name: "ToUniversalTime" or "SpecifyKind" } => true,
        IInvocationOperation { Instance: { } instance, TargetMethod.ContainingType.SpecialType: SpecialType.System_DateTime } => IsUtc(instance),
        IFieldReferenceOperation { Field: { Name: "UnixEpoch", ContainingType.SpecialType: SpecialType.System_DateTime } } => true,
        IObjectCreationOperation { Arguments: { Length: > 3 } arguments } => arguments[arguments.Length - 1].Value is IFieldReferenceOperation { Field.Name: "Utc" },
        _ => false,
    };
}
