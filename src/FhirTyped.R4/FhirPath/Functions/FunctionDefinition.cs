namespace FhirTyped.R4.FhirPath;

/// <summary>A function by its name.</summary>
/// <param name="Name">The name.</param>
/// <param name="FewestArguments">How many arguments it needs.</param>
/// <param name="MostArguments">How many it takes.</param>
/// <param name="Body">What it does.</param>
/// <param name="TakesType">Whether its argument is the name of a type.</param>
internal sealed record FunctionDefinition(string Name, int FewestArguments, int MostArguments, FunctionBody Body, bool TakesType = false)
{
    public string ArgumentsInWords => (FewestArguments, MostArguments) switch
    {
        (0, 0) => "no argument",
        (1, 1) => "one argument",
        var (fewest, most) when fewest == most => $"{fewest} arguments",
        var (fewest, most) => $"{fewest} to {most} arguments",
    };
}
