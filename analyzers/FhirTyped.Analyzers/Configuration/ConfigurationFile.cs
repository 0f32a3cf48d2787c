using System;
using System.Collections.Generic;
using FhirTyped.Capabilities;

namespace FhirTyped.Analyzers;

/// <summary>A JSON file of a program's configuration.</summary>
internal static class ConfigurationFile
{
    private static readonly string[] DevelopmentNames = { "development", "dev", "local", "test", "testing", "sandbox", "staging" };

    /// <summary>Whether a file is configuration by its name: a platform file, <c>appsettings*.json</c>, or a key set (<c>jwks.json</c>, <c>*.jwk.json</c>).</summary>
    public static bool IsConfiguration(string path) =>
        PlatformFileReader.IsPlatformFile(path) || IsSettings(path)
        || (IsJson(path) && Array.Exists(NameParts(path), static part => part is "jwk" or "jwks"));

    /// <summary>Whether all that stands in a file is about FHIR: a platform file, or the keys that its client signs with.</summary>
    public static bool IsOfFhir(string path) => IsConfiguration(path) && !IsSettings(path);

    /// <summary>Whether it is an <c>appsettings.json</c>, of any environment.</summary>
    public static bool IsSettings(string path) => IsJson(path) && NameParts(path)[0] == "appsettings";

    /// <summary>Whether its name says that it is for development only: <c>appsettings.Development.json</c>.</summary>
    public static bool IsForDevelopment(string path) => Array.Exists(NameParts(path), static part => Array.IndexOf(DevelopmentNames, part) >= 0);

    /// <summary>The strings of a file; none where it is no JSON.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="isOfFhir">Whether a section is about FHIR, by its name and what it holds.</param>
    public static IEnumerable<ConfigurationValue> Strings(string text, Func<string, JsonValue, bool> isOfFhir)
    {
        JsonValue root;
        try
        {
            root = JsonTextParser.ParseConfiguration(text);
        }
        catch (JsonTextException)
        {
            // That is for whoever reads the file to say.
            yield break;
        }

        var open = new Stack<ConfigurationValue>();
        open.Push(new("", root, IsOfFhir: isOfFhir("", root), IsPrivatePart: false));
        while (open.Count > 0)
        {
            var current = open.Pop();
            if (current.Value.Kind == JsonValueKind.String)
            {
                yield return current;
            }

            foreach (var item in current.Value.Items)
            {
                open.Push(current with { Value = item, IsOfFhir = current.IsOfFhir || isOfFhir("", item) });
            }

            var isKey = current.Value.StringOf("kty") is not null;
            foreach (var member in current.Value.Members)
            {
                open.Push(new(member.Name, member.Value, current.IsOfFhir || isOfFhir(member.Name, member.Value), isKey && member.Name == "d"));
            }
        }
    }

    private static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static string[] NameParts(string path) => path.Substring(path.LastIndexOfAny(Separators) + 1).ToLowerInvariant().Split('.');

    private static readonly char[] Separators = { '/', '\\' };
}
