using System.Text.RegularExpressions;

namespace FhirTyped.Cli.Mining;

/// <summary>The phrases by which vendors say in prose what a CapabilityStatement cannot express.</summary>
internal static partial class DocumentationPhrases
{
    [GeneratedRegex(@"\b(?:this is a required (?:search )?parameter|required in every search request|parameter must be set|this is a required field)|^required:|\(required\)", RegexOptions.IgnoreCase)]
    public static partial Regex AlwaysRequired();

    [GeneratedRegex(@"required field if (?:the )?(?<names>[^.]+?) (?:fields?|parameters?) (?:is|are) not (?:given|used|set)", RegexOptions.IgnoreCase)]
    public static partial Regex RequiredUnless();

    [GeneratedRegex(@"\bEither (?:the )?(?<names>[^.]+?)(?: parameters?)? must be (?:set|provided)", RegexOptions.IgnoreCase)]
    public static partial Regex Either();

    [GeneratedRegex(@"\b(?:must be (?:set|provided) with|(?:can|may) only be used with|use with) (?:the )?(?<names>[^.]+?)(?: parameters?| search)?(?:\.|$)", RegexOptions.IgnoreCase)]
    public static partial Regex SetWith();

    [GeneratedRegex(@"\bwhen used, (?<names>[\w-]+) is also required|\bbut (?<names>[\w-]+) must also be included", RegexOptions.IgnoreCase)]
    public static partial Regex AlsoRequired();

    [GeneratedRegex(@"\bonly the first instance of this parameter is respected|\bonly a single value is supported", RegexOptions.IgnoreCase)]
    public static partial Regex Once();

    [GeneratedRegex(@"\b(?:may|must) (?:alternately |otherwise )?be provided (?:once or )?(?:twice|up to two times)", RegexOptions.IgnoreCase)]
    public static partial Regex Twice();

    [GeneratedRegex(@"\bmust (?:be provided twice|use both)\b.*\bclosed range\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    public static partial Regex BothBounds();

    [GeneratedRegex(@"['‘`](?<prefix>eq|ne|gt|lt|ge|le|sa|eb|ap)['’`]")]
    public static partial Regex Prefix();

    [GeneratedRegex(@"\bwithout (?:a )?prefix", RegexOptions.IgnoreCase)]
    public static partial Regex WithoutPrefix();

    [GeneratedRegex(@"\ball (?:other parameters|others)(?<exception> \(except _id\))? (?:will be|are) ignored", RegexOptions.IgnoreCase)]
    public static partial Regex OthersIgnored();

    [GeneratedRegex(@"""(?<first>[\w-]+)"" (?:or|and) ""(?<second>[\w-]+)"" equivalently,? but they cannot be used at the same time", RegexOptions.IgnoreCase)]
    public static partial Regex NotTogether();

    [GeneratedRegex(@"\bcannot be used together with '(?<second>[\w-]+)'", RegexOptions.IgnoreCase)]
    public static partial Regex NotWith();

    [GeneratedRegex(@"\bcode system is required|\bsystem must be included|\bin the format <code system>\|<code>", RegexOptions.IgnoreCase)]
    public static partial Regex SystemRequired();

    [GeneratedRegex(@"\bcurrently only (?<values>[\w-]+) is supported|\bmust be set to '(?<values>[\w-]+)'|(?:^|\. )(?<values>[^.]+?) (?:is|are) the only supported", RegexOptions.IgnoreCase)]
    public static partial Regex OnlyValues();

    [GeneratedRegex(@"\s*(?:,\s*(?:and |or )?| and | or )\s*", RegexOptions.IgnoreCase)]
    public static partial Regex Separator();

    [GeneratedRegex(@"-?[\w.-]*\w")]
    public static partial Regex Name();
}
