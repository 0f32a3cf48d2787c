using System.Text.RegularExpressions;
using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Mining;

// How often a parameter may be given, with which modifiers, prefixes and values, and what stands for it where it is left out.
internal static partial class DocumentationPhrases
{
    private const string Value = "[\\w:/|.*+-]*[\\w*]";

    [GeneratedRegex(@"\bonly the first (?:instance|occurrence|value)\b|\bonly (?:a |one )?single (?:value|instance|occurrence|id)\b|\bonly one (?:value|instance|occurrence)\b|\bonly one (?!of\b)[\w-]+ (?:can|may|is|are) (?:be )?(?:given|provided|specified|supported|allowed)|\b(?:must be|accepts|takes|supports) (?:only )?(?:a|one) single (?:value|instance|occurrence)|\bsupports? only (?:the |a )?single\b"
        + "|\\b(?:may|can|must) (?:only )?be (?:" + Given + @"|repeated) (?:only |exactly |at most )?once$|\bat most (?:once|one(?: value| instance| occurrence)?(?: is| may| can|$))"
        + @"|\b(?:multiple|several|more than one) (?:values?|instances?|occurrences) (?:is|are) not (?:supported|allowed|permitted)|\bcan ?not be repeated|\bmay not be repeated", Options)]
    public static partial Regex Once();

    [GeneratedRegex(@"\b(?:may|must|can) (?:alternately |otherwise |alternatively )?be (?:provided|given|used|specified|repeated) (?:once or )?(?:at most )?(?:twice|up to two times)|\b(?:at most|no more than|up to|exactly) (?:twice|two times|2 times)", Options)]
    public static partial Regex Twice();

    [GeneratedRegex(@"\b(?:at most|no more than|up to|a maximum of|maximum of) (?<count>\d{1,3}|three|four|five) (?:times|instances|occurrences)", Options)]
    public static partial Regex Times();

    [GeneratedRegex(@"\bmust (?:be (?:provided|given|used|specified) twice|(?:use|have|include|specify) both)\b.*\bclosed range\b|\bboth (?:a |an )?(?:lower|upper|start|end) (?:and|bound and) (?:an? )?(?:lower|upper|start|end)(?: bounds?| dates?)? (?:is|are|must be) (?:required|provided|given|specified)", Options)]
    public static partial Regex BothBounds();

    [GeneratedRegex(@"\b(?:prefix(?:es|ed)?|comparators?|date modifiers)\b", Options)]
    public static partial Regex PrefixWord();

    [GeneratedRegex(@"'(?<prefix>" + SearchPrefixes.Alternatives + @")'", Options)]
    public static partial Regex QuotedPrefix();

    [GeneratedRegex(@"\b(?:prefixes|comparators?)\b:? ?(?:are |of |is )?(?:\()?(?<list>(?:" + SearchPrefixes.Alternatives + @")(?:(?:,? (?:and |or )?|, ?)(?:" + SearchPrefixes.Alternatives + @")\b)*)", Options)]
    public static partial Regex ListedPrefixes();

    [GeneratedRegex(@"\b(?:" + SearchPrefixes.Alternatives + @")\b", Options)]
    public static partial Regex BarePrefix();

    [GeneratedRegex(@"\bwithout (?:a )?prefix|\bincluding\b", Options)]
    public static partial Regex WithoutPrefix();

    [GeneratedRegex(@"\b(?:only (?:be )?(?:works?|used|supported|valid|available|allowed|searched)|works? only|must (?:only |always )?be (?:used|searched|specified)|requires?|supported only)(?: with| by| using| via)? (?:the |an? )?:?(?<modifier>[\w-]+) modifier|\b:?(?<modifier>[\w-]+) modifier (?:is|must be) (?:required|mandatory|used|given)", Options)]
    public static partial Regex ModifierRequired();

    [GeneratedRegex(@"\bonly (?:the )?(?<list>:?[\w-]+(?:(?:,| and| or),? :?[\w-]+)*) modifiers? (?:is|are) (?:supported|allowed|accepted)|\bsupported modifiers?(?: is| are|:) (?<list>:?[\w-]+(?:(?:,| and| or),? :?[\w-]+)*)|\b(?:only supports?(?: the)?|supports only(?: the)?|supports the) (?<list>:[\w-]+(?:(?:,| and| or),? :[\w-]+)*)(?: modifiers?)?", Options)]
    public static partial Regex OnlyModifiers();

    [GeneratedRegex(@"\b(?:code )?system (?:is|are) (?:always )?(?:required|mandatory)|\brequires? (?:a |the )?(?:code )?system\b|\bonly tokens with (?:a |their )?systems?\b|\bsystem must be (?:included|specified|provided|given|set|present|supplied|https?:|urn:|one of|either)"
        + @"|(?:\b(?:format|structure|form)(?: of)?|\bformatted (?:like|as)|\bin the (?:format|form)) *['""]?(?:\[parameter\]=)?[<\[{]?(?:code )?system(?:_?url|_uri)?[>\]}]?\|[<\[{]?(?:code|value|search string)", Options)]
    public static partial Regex SystemRequired();

    [GeneratedRegex(@"\bjust (?:the|by)\b|\boptional", Options)]
    public static partial Regex SystemOptional();

    [GeneratedRegex(@"\b(?:currently )?only (?<values>[\w-]+) is supported|\bmust be (?:set to|one of)(?: the following)?:? (?<values>.+)$|^(?<values>.+?) (?:is|are) the only supported"
        + @"|\b(?:supported|accepted|allowed|valid|permitted|possible)(?: [\w-]+){0,3} values?(?: (?:for|of) [\w-]+)?(?: are| is| include|:)+:? ?(?<values>.+)$"
        + @"|\bvalid values for [\w-]+: ?(?<values>.+)$|\bvalues are supported: ?(?<values>.+?)(?: are supported)?$|\bcurrently supports: ?(?<values>.+)$|\busing the following (?:[\w-]+ )?codes: ?(?<values>.+)$"
        + @"|^(?:only )?(?:[\w-]+ )?(?:categor(?:y|ies)|status(?:es)?|types?|values?|codes?|intents?|use)(?: of)? (?<values>.+?) (?:is|are) supported(?: as of now| for [\w -]+)?\b", Options)]
    public static partial Regex OnlyValues();

    [GeneratedRegex(@"\bdefaults? (?:value )?(?:is|to|of) '?(?<value>" + Value + @")'?|\bdefault (?:page size|value|count|limit) (?:of|is) '?(?<value>" + Value + @")'?|\bif (?:not|no value is) (?:provided|given|specified|included),? (?:a|an) (?:[\w-]+ ){1,4}of (?<value>\d+)\b.*\bwill be used", Options)]
    public static partial Regex DefaultValue();

    [GeneratedRegex(@"\bby default,? .*\bwith '?(?<name>[\w.-]+)'? set to '?(?<value>[\w-]+)", Options)]
    public static partial Regex DefaultOfThis();

    [GeneratedRegex(@"\bpagination (?:details|cursor|token|offset|key)|\b(?:offset|cursor|token|string|id|identifier|key|parameter)\b.{0,60}\b(?:pagination|paging|continu(?:e|ation)\b.{0,30}\bsearch|next (?:page|set)|search to continue|first resource to return)"
        + @"|\busing pagination\b.{0,60}\boffset\b|\bpage number\b.{0,30}\b(?:return|retrieve|fetch)", Options)]
    public static partial Regex Paging();

    [GeneratedRegex(@"^['""]?(?<value>" + Value + @")['""]?$", Options)]
    public static partial Regex OneValue();
}
