using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Reads and writes the simple values of an operation's parameters.</summary>
internal static class OperationParameters
{
    /// <summary>The text of a parameter, or null where there is none.</summary>
    public static string? TextOf(this Parameters parameters, string name) => parameters.Parameter.TextOf(name);

    /// <summary>The text of a parameter, or null where there is none.</summary>
    public static string? TextOf(this List<ParametersParameter> parameters, string name) =>
        (parameters.Find(parameter => parameter.Name == name)?.Value as PrimitiveElement)?.Text;

    /// <summary>Whether a parameter is true.</summary>
    public static bool IsTrue(this Parameters parameters, string name) => parameters.Get(name)?.Value is BooleanElement { Value: true };

    /// <summary>Adds a text where there is one.</summary>
    public static Parameters AddText(this Parameters parameters, string name, string? text, Func<string, Element>? make = null) =>
        text is null ? parameters : parameters.Add(name, make is null ? new StringElement(text) : make(text));

    /// <summary>Adds a number where there is one.</summary>
    public static Parameters AddNumber(this Parameters parameters, string name, int? number) =>
        number is { } value ? parameters.Add(name, new IntegerElement(value)) : parameters;
}
