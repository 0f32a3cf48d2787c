namespace FhirTyped.Capabilities;

/// <summary>The form of a rule's value in a platform file.</summary>
internal enum RuleForm
{
    /// <summary>A list of names.</summary>
    List,

    /// <summary>A list of lists of names.</summary>
    ListOfLists,

    /// <summary>An object of parameters, each with a list of strings.</summary>
    ObjectOfLists,

    /// <summary>An object of parameters, each with an object of another parameter and its values.</summary>
    ObjectOfObjects,

    /// <summary>An object of names, each with a string.</summary>
    ObjectOfStrings,

    /// <summary>An object of names, each with a whole number from 1 on.</summary>
    ObjectOfCounts,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>One word.</summary>
    Word,

    /// <summary>One word, or an object of fixed names, each with an HTTP status.</summary>
    WordOrStatuses,
}
