namespace FhirTyped.Capabilities;

/// <summary>What a rule of one verb looks like in a platform file, and what it says.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Name">Its name in a platform file.</param>
/// <param name="Form">The form of its value.</param>
/// <param name="Names">Where it names search parameters.</param>
/// <param name="Example">A value, as JSON.</param>
/// <param name="Meaning">One sentence for people.</param>
internal sealed record RuleShape(RuleVerb Verb, string Name, RuleForm Form, RuleNames Names, string Example, string Meaning)
{
    /// <summary>The only words that its values may be; empty where any is one.</summary>
    public EquatableArray<string> Words { get; init; } = EquatableArray<string>.Empty;

    /// <summary>What a word is, in a message about one that is none.</summary>
    public string WordKind { get; init; } = "";

    /// <summary>Whether the name of a resource type is a word, too.</summary>
    public bool TakesResourceTypes { get; init; }

    /// <summary>The names that its object may have, where they are fixed; empty where they are those of parameters.</summary>
    public EquatableArray<string> Keys { get; init; } = EquatableArray<string>.Empty;

    /// <summary>The fewest names of a set.</summary>
    public int LeastInSet { get; init; } = 1;

    /// <summary>What stands in a list of names.</summary>
    public string Listed { get; init; } = "parameters";

    /// <summary>The form of the value, in the words of a message: "must be …".</summary>
    public string Describe() => Form switch
    {
        RuleForm.List => "a list of " + Listed,
        RuleForm.ListOfLists => "a list of lists of " + Listed,
        RuleForm.ObjectOfLists => "an object of parameters, each with a list of strings",
        RuleForm.ObjectOfObjects => "an object of parameters, each with an object of another parameter and its values",
        RuleForm.ObjectOfStrings => "an object of names, each with a string",
        RuleForm.ObjectOfCounts => "an object of parameters, each with a whole number from 1 on",
        RuleForm.Boolean => "true or false",
        RuleForm.Word => "\"" + Words[0] + "\"",
        _ => "\"" + Words[0] + "\", or an object of \"" + string.Join("\" and \"", Keys) + "\", each with the HTTP status of the refusal",
    };
}
