namespace FhirTyped.PlatformGenerator.Refit;

/// <summary>
/// A method of a Refit interface. In its texts <c>{T}</c> is the class of the resource, <c>{Q}</c> that of its queries, <c>{Criteria}</c> a parameter's type and
/// attribute for criteria; other types stand without their namespaces.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Result">What it gives.</param>
/// <param name="Attributes">Refit's attributes, without brackets.</param>
/// <param name="Parameters">Its parameters, but for the token.</param>
/// <param name="Arguments">What its implementation hands on, but for the token; by <see cref="Call"/>.</param>
/// <param name="Call">What the implementation calls of its base class, with type arguments.</param>
/// <param name="Summary">What it does, for people.</param>
internal sealed record RefitMethod(string Name, string Result, string Attributes, string Parameters, string Arguments, string Call, string Summary)
{
    /// <summary>Whether it gives a task, and takes a token.</summary>
    public bool IsAsynchronous => Result.StartsWith("Task", System.StringComparison.Ordinal);

    /// <summary>
    /// The parameters of the extension that takes a function in place of criteria; empty where there is none.
    /// </summary>
    public string ExtensionParameters { get; init; } = "";

    /// <summary>What that extension hands to the method.</summary>
    public string ExtensionArguments { get; init; } = "";

    /// <summary>Whether it is a search, of which the platform's rules say something.</summary>
    public bool IsSearch { get; init; }
}
