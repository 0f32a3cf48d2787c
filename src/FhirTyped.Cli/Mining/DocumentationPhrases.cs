using System.Text.RegularExpressions;

namespace FhirTyped.Cli.Mining;

/// <summary>
/// The phrases by which vendors say in prose what a CapabilityStatement cannot express. What a phrase is about stands in the group
/// <c>subject</c>, and the parameters that it names in <c>names</c>.
/// </summary>
internal static partial class DocumentationPhrases
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private const string Given = "(?:set|provided|given|used|specified|supplied|included|present|sent|passed|populated|submitted)";
    private const string Parameter = "(?:(?:search )?(?:parameter|field|value|criterion))";
    private const string Parameters = "(?:(?:search )?(?:parameters?|fields?|params?|values?|criteria))";
    private const string With = "(?:together with|in (?:combination|conjunction) with|along with|combined with|accompanied by|paired with|alongside|with)";
    private const string Must = "(?:must|needs? to|has to|have to)";
    private const string Usable = "(?:" + Given + "|searched|valid|supported|allowed|permitted|available|respected|honou?red|applicable|works?|usable|combined|considered)";
    private const string CanNot = "(?:can ?not|can't|may not|must not|should not|shall not|do not|don't|not)";
    private const string Required = "(?:a |an )?(?:always )?(?:required|mandatory)(?: " + Parameter + ")?";

    [GeneratedRegex("^(?:note:? )?(?<subject>.*?)\\b(?:(?:is|are) )?" + Required + "(?: (?:in|for) (?:every|all|each|any) (?:search(?:es)?|requests?)(?: requests?)?)?$"
        + "|^(?<subject>.*?)\\bmust (?:always )?be " + Given + "$|^(?<subject>)(?:required|mandatory): ", Options)]
    public static partial Regex AlwaysRequired();

    [GeneratedRegex("^(?<subject>.*?)\\b(?:is |are )?" + Required + " (?:if|when) (?:none of )?(?:the )?(?<names>.+?)(?: " + Parameters + ")?(?: (?:is|are) (?:not|n't)(?: " + Given + ")?| (?:is|are) (?:missing|absent))$"
        + "|^(?<subject>.*?)\\b(?:is |are )?" + Required + " (?:if neither|unless)(?: one of)? (?:the )?(?<names>.+?)(?: " + Parameters + ")?(?: (?:is|are) (?:also )?" + Given + ")?$", Options)]
    public static partial Regex RequiredUnless();

    [GeneratedRegex("\\beither (?:of )?(?:the )?(?<names>.+?)(?: " + Parameters + ")? (?:(?:" + Must + "|should) be " + Given + "|(?:is|are) (?:required|mandatory|needed))"
        + "|(?<!at most )\\bone of (?:either )?(?:the )?(?:following )?(?:" + Parameters + ")?:? ?(?<names>[^()]+?)(?: " + Parameters + ")? (?:" + Must + " be|is|are) (?:" + Given + "|required|mandatory|needed)"
        + "|\\b(?:choose|provide|specify|supply) (?:at least |exactly )one (?:out )?of (?:the )?(?:following )?(?:" + Parameters + ")?:? ?(?<names>[^()]+)$", Options)]
    public static partial Regex Either();

    [GeneratedRegex("\\b(?:choose|provide|specify|supply|use) (?:at least |exactly )?one (?:out )?of (?:the )?(?:following )?[^()]{0,60}\\((?<names>[^()]+)\\)", Options)]
    public static partial Regex OneOfBrackets();

    [GeneratedRegex("\\ba combination of (?<names>.+)$", Options)]
    public static partial Regex CombinationOf();

    [GeneratedRegex("^(?<subject>.*?)\\b(?:must be " + Given + "|(?:is |are )?" + Required + ") (?:when|if|whenever|where) (?:using |searching (?:by |with |on )?|any of |one of |the )*(?<names>.+?)(?: " + Parameters + ")?(?: (?:is|are) (?:also )?" + Given + ")?$", Options)]
    public static partial Regex RequiredWhen();

    [GeneratedRegex(@"\bnot\b|\babsent\b|\bmissing\b|\bneither\b", Options)]
    public static partial Regex Absent();

    [GeneratedRegex("\\b(?:when|if) (?:it is |this is |this " + Parameter + " is )?" + Given + ",? (?:the )?(?<names>.+?)(?: " + Parameters + ")? (?:(?:is|are) (?:also )?(?:required|mandatory)|must (?:also )?be " + Given + ")"
        + "|\\bbut (?<names>[\\w.-]+) must also be " + Given, Options)]
    public static partial Regex AlsoRequired();

    [GeneratedRegex("\\b" + Must + " (?:always |only )?be (?:(?:" + Given + "|combined|searched|paired) )?" + With + " (?<names>.+)$"
        + "|\\bonly (?:be )?" + Usable + "(?: when (?:" + Given + "|combined|searched))? (?:in )?" + With + " (?<names>.+)$"
        + "|\\bonly (?:be )?" + Usable + " (?:when|if|where) (?:the )?(?<names>(?!at least|an?\\b|one\\b|another\\b|any\\b|searching\\b|the application).+?)(?: " + Parameters + ")? (?:is|are) (?:also )?" + Given + "$"
        + "|\\b(?:valid|supported|allowed|permitted|available|works?|usable) only (?:when (?:" + Given + "|combined) )?" + With + " (?<names>.+)$"
        + "|^use (?:only )?" + With + " (?<names>.+)$"
        , Options)]
    public static partial Regex OnlyWith();

    [GeneratedRegex("^(?:searching (?:by|with|on) )?(?<subject>.*?)\\brequires? (?:the )?(?<names>.+?)(?: " + Parameters + ")?(?: (?:to )?(?:also )?be(?:ing)? " + Given + ")?$"
        + "|^(?:the )?(?<names>.+?)(?: " + Parameters + ")? (?:is|are) (?:also )?(?:required|mandatory) (?:if|when) (?<subject>.+?)(?: (?:is|are) " + Given + ")?$", Options)]
    public static partial Regex Requires();

    [GeneratedRegex("\\b(?:can|may|must|should)(?: only)? be " + Given + "(?: only)? (?:if|when|where) (?<names>(?:at least )?(?:an?|one|another|any)\\b.*)$"
        + "|\\b(?:can ?not|can't|may not|must not) be (?:" + Given + "|searched) (?<alone>alone|on its own|by itself|as the only)|\\b(?<names>at least one other\\b.{0,30}) " + Must + " be " + Given, Options)]
    public static partial Regex NotAlone();

    [GeneratedRegex("\\b(?:other|another|additional|one)\\b.*\\b(?:parameters?|criteria|criterion|combinations?|filters?|fields?)\\b", Options)]
    public static partial Regex Others();

    [GeneratedRegex("\\b(?:other than|besides|except(?: for)?) (?<names>.+?)(?: (?:is|are)\\b.*)?$", Options)]
    public static partial Regex OtherThan();

    [GeneratedRegex("\\ball (?:other (?:search )?(?:parameters|criteria|filters)|others)(?<exception> \\(except _id\\))? (?:will be|are) ignored|\\bother (?:search )?(?:parameters|criteria|filters) (?:will be|are) ignored", Options)]
    public static partial Regex OthersIgnored();

    [GeneratedRegex("[\"'](?<first>[\\w-]+)[\"'] (?:or|and) [\"'](?<second>[\\w-]+)[\"'] (?:parameters )?(?:equivalently |interchangeably )?(?:equivalently,? ?|interchangeably,? ?)?(?:but )?(?:they )?" + CanNot + "(?: be)?(?: " + Given + ")? (?:together|at the same time|in combination|both)", Options)]
    public static partial Regex NotTogether();

    [GeneratedRegex("\\b" + CanNot + " (?:be )?(?:(?:" + Given + "|use|combined?|supported|allowed|valid|permitted|searched|mix(?:ed)?) )?(?:at the same time (?:as|with)|" + With + ") (?:the |either )?(?<names>.+)$"
        + "|\\b" + CanNot + " (?:be )?" + Given + " (?:if|when) (?:the )?(?<names>.+?)(?: " + Parameters + ")? (?:is|are) (?:also )?" + Given + "$"
        + "|\\bmutually exclusive (?:with|to) (?:the )?(?<names>.+)$"
        + "|\\b(?:when|if) (?:it is |this is |this " + Parameter + " is )?" + Given + ",? (?:the )?(?<names>(?!all\\b|no\\b)[^.]+?)(?: " + Parameters + ")? (?:is|are|will be) ignored", Options)]
    public static partial Regex NotWith();

    [GeneratedRegex("^(?<subject>.*?)\\b(?:(?:is|are|will be) )?ignored (?:if|when) (?:(?:the |any )?(?<names>.+?)(?: " + Parameters + ")? (?:is|are) (?:also )?" + Given + "|" + Given + " " + With + " (?<names>.+)$)"
        + "|^(?:if|when) (?:the )?(?<names>.+?)(?: " + Parameters + ")? (?:is|are) (?:also )?" + Given + ",? (?<subject>.+?) (?:is|are|will be) ignored", Options)]
    public static partial Regex IgnoredBeside();

    [GeneratedRegex("\\bat most one of (?:the )?(?:following )?(?:" + Parameters + ")?:? ?(?<names>.+?)(?: " + Parameters + ")?(?: (?:may|can|must|should|is|are)\\b.*)?$", Options)]
    public static partial Regex AtMostOneOf();

    [GeneratedRegex(@"\bchain(?:ed|ing)(?: (?:searches|searching|search|parameters?))? (?:is|are) not (?:supported|allowed|available|permitted)", Options)]
    public static partial Regex NoChains();

    [GeneratedRegex(@"\s*(?:,\s*(?:and |or )?| and | or | nor )\s*", Options)]
    public static partial Regex Separator();

    [GeneratedRegex(@"-?[\w.:-]*\w", Options)]
    public static partial Regex Name();
}
