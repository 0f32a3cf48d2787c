namespace FhirTyped.Capabilities;

/// <summary>The diagnostic ids of the judge's verdicts.</summary>
public static class CapabilityIds
{
    /// <summary>Resource type not supported.</summary>
    public const string Resource = "FHT1001";

    /// <summary>Interaction not supported.</summary>
    public const string Interaction = "FHT1002";

    /// <summary>Search parameter not supported.</summary>
    public const string SearchParameter = "FHT1003";

    /// <summary>Modifier not supported.</summary>
    public const string Modifier = "FHT1004";

    /// <summary>Comparison prefix not supported.</summary>
    public const string Prefix = "FHT1005";

    /// <summary>Sort key not supported.</summary>
    public const string Sort = "FHT1006";

    /// <summary>Include not supported.</summary>
    public const string Include = "FHT1007";

    /// <summary>Operation not supported.</summary>
    public const string Operation = "FHT1008";

    /// <summary>Chain or <c>_has</c> not declared.</summary>
    public const string Chain = "FHT1009";

    /// <summary>Conditional request not supported.</summary>
    public const string Conditional = "FHT1010";

    /// <summary>Not on every platform of a client of several.</summary>
    public const string NotOnEvery = "FHT1011";

    /// <summary>Result parameter not declared.</summary>
    public const string ResultParameter = "FHT1012";

    /// <summary>The platform's facts are only assumed from an implementation guide.</summary>
    public const string Assumed = "FHT1013";

    /// <summary>A required combination of parameters is missing.</summary>
    public const string RequiredCombination = "FHT1101";

    /// <summary>A parameter is ignored in this combination.</summary>
    public const string IgnoredInCombination = "FHT1102";

    /// <summary>A parameter is active only with another.</summary>
    public const string ActiveOnlyWith = "FHT1103";

    /// <summary>Parameters exclude each other.</summary>
    public const string Excluded = "FHT1104";

    /// <summary>A value is not accepted.</summary>
    public const string Value = "FHT1105";

    /// <summary>A parameter is given too often.</summary>
    public const string TooOften = "FHT1106";

    /// <summary>The bounds of a parameter leave nothing between them, or leave open a side that the platform needs closed.</summary>
    public const string Range = "FHT1107";

    /// <summary>A parameter is repeated where only a comma list works.</summary>
    public const string OrOnly = "FHT1108";

    /// <summary>The server applies a default.</summary>
    public const string DefaultApplied = "FHT1109";

    /// <summary>The page size is over the limit, or ignored.</summary>
    public const string Count = "FHT1110";

    /// <summary>A search without any filter.</summary>
    public const string NoFilter = "FHT1111";

    /// <summary>A token needs a system.</summary>
    public const string SystemRequired = "FHT1201";

    /// <summary>A value is empty: the filter would be dropped.</summary>
    public const string EmptyValue = "FHT1205";

    /// <summary>An update with a resource that was fetched in part.</summary>
    public const string Subsetted = "FHT1210";

    /// <summary>A value that cannot match: a code outside a required binding, or an impossible date.</summary>
    public const string ImpossibleValue = "FHT1211";

    /// <summary>No scope that is asked for covers the call.</summary>
    public const string Scope = "FHT1301";

    /// <summary>An include needs a further scope.</summary>
    public const string IncludeScope = "FHT1302";

    /// <summary>Scopes of two syntaxes, or of one that the platform does not take.</summary>
    public const string ScopeSyntax = "FHT1303";

    /// <summary>A job that can outlast the access token, without a refresh token.</summary>
    public const string LongJob = "FHT1304";

    /// <summary>A client authentication that the platform does not take.</summary>
    public const string ClientAuthentication = "FHT1308";

    /// <summary>An update without the version that the platform requires.</summary>
    public const string IfMatchRequired = "FHT1401";

    /// <summary>A kind of patch is not supported.</summary>
    public const string PatchKind = "FHT1403";

    /// <summary>A transaction or batch is not supported.</summary>
    public const string Transaction = "FHT1404";

    /// <summary>The platform's facts are due for review.</summary>
    public const string ReviewDue = "FHT1701";
}
