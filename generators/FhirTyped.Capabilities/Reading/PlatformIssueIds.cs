namespace FhirTyped.Capabilities;

/// <summary>The diagnostic ids of platform files and statements.</summary>
internal static class PlatformIssueIds
{
    /// <summary>A platform file is not valid JSON, or a field has the wrong type.</summary>
    public const string InvalidFile = "FHT0001";

    /// <summary>A field of a platform file is not known.</summary>
    public const string UnknownField = "FHT0002";

    /// <summary>A rule names an unknown resource type, search parameter or verb.</summary>
    public const string InvalidRule = "FHT0003";

    /// <summary><c>extends</c> names nothing, or runs in a circle.</summary>
    public const string UnknownParent = "FHT0004";

    /// <summary>Two platforms have one id or one class name.</summary>
    public const string DuplicatePlatform = "FHT0005";

    /// <summary>The CapabilityStatement is missing, or is not a server's FHIR R4 CapabilityStatement.</summary>
    public const string InvalidStatement = "FHT0006";

    /// <summary>Something in the statement was left out.</summary>
    public const string LeftOut = "FHT0007";

    /// <summary>The platform's support is only assumed.</summary>
    public const string Assumed = "FHT0008";

    /// <summary>The generator itself failed.</summary>
    public const string InternalError = "FHT0009";

    /// <summary>The project's C# is too old for what is emitted.</summary>
    public const string LanguageVersion = "FHT0010";

    /// <summary>Scopes of two syntaxes, or of one that the platform does not take.</summary>
    public const string ScopeSyntax = CapabilityIds.ScopeSyntax;

    /// <summary>An address without encryption that is not the machine itself.</summary>
    public const string InsecureAddress = "FHT1307";

    /// <summary>A client authentication that the platform does not take.</summary>
    public const string ClientAuthentication = CapabilityIds.ClientAuthentication;

    /// <summary>A rule names what the statement does not have.</summary>
    public const string UnmatchedRule = "FHT1702";

    /// <summary>Whether an issue stops the platform from being what its files say: the others are for people to know.</summary>
    public static bool IsError(string id) => id is not (LeftOut or Assumed or ScopeSyntax or UnmatchedRule);
}
