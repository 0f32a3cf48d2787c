using System;
using System.Collections.Generic;
using System.Globalization;

namespace FhirTyped.Capabilities;

/// <summary>Takes typed values out of a platform file; what has the wrong type is an issue with its place, and counts as absent.</summary>
internal sealed class PlatformFieldReader(string path, List<PlatformIssue> issues)
{
    /// <summary>Whether an address may be <c>http://</c> although it is not the machine itself.</summary>
    public bool AllowsUnencrypted { get; set; }

    /// <summary>A member of a kind; null where it is absent or null.</summary>
    public JsonValue? Member(JsonValue parent, string name, JsonValueKind kind)
    {
        if (parent[name] is not { Kind: not JsonValueKind.Null } value)
        {
            return null;
        }

        if (value.Kind == kind)
        {
            return value;
        }

        Report(PlatformIssueIds.InvalidFile, "'" + name + "' must be " + Article(kind) + " (" + value.Position + ").", value.Position);
        return null;
    }

    public string? String(JsonValue parent, string name) => Member(parent, name, JsonValueKind.String)?.Text;

    /// <summary>An absolute http(s) address, or a template such as <c>https://{practice}.example.org</c>, which is filled in at run time.</summary>
    public string? Address(JsonValue parent, string name)
    {
        var text = String(parent, name);
        if (text is null)
        {
            return null;
        }

        if (Uri.TryCreate(text.Replace("{", "").Replace("}", ""), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            if (uri.Scheme == "http" && !uri.IsLoopback && !AllowsUnencrypted)
            {
                Report(PlatformIssueIds.InsecureAddress, "'" + name + "' is an http address of another machine: patient data and access tokens would travel "
                    + "unencrypted. Use https; where the network itself is trusted, say \"allow_unencrypted\": true.", parent[name]!.Position);
            }

            return text;
        }

        Report(PlatformIssueIds.InvalidFile, "'" + name + "' is not an absolute http or https address.", parent[name]!.Position);
        return null;
    }

    public int Number(JsonValue parent, string name)
    {
        if (Member(parent, name, JsonValueKind.Number) is not { } value)
        {
            return 0;
        }

        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Report(PlatformIssueIds.InvalidFile, "'" + name + "' must be a whole number, 0 or more.", value.Position);
        return 0;
    }

    public bool Boolean(JsonValue parent, string name)
    {
        if (parent[name] is not { Kind: not JsonValueKind.Null } value)
        {
            return false;
        }

        if (value.Kind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Report(PlatformIssueIds.InvalidFile, "'" + name + "' must be true or false.", value.Position);
        }

        return value.Kind == JsonValueKind.True;
    }

    public EquatableArray<string> Strings(JsonValue parent, string name)
    {
        var values = new List<string>();
        foreach (var item in StringItems(parent, name))
        {
            values.Add(item.Text);
        }

        return new(values);
    }

    /// <summary>Strings that are words: none is empty or holds white space.</summary>
    public EquatableArray<string> Words(JsonValue parent, string name)
    {
        var values = new List<string>();
        foreach (var item in StringItems(parent, name))
        {
            if (item.Text.Length > 0 && item.Text.IndexOfAny(WhiteSpace) < 0)
            {
                values.Add(item.Text);
            }
            else
            {
                Report(PlatformIssueIds.InvalidFile, "'" + name + "' holds words: none is empty or has a space in it.", item.Position);
            }
        }

        return new(values);
    }

    public IEnumerable<JsonValue> StringItems(JsonValue parent, string name)
    {
        foreach (var item in Member(parent, name, JsonValueKind.Array)?.Items ?? Array.Empty<JsonValue>())
        {
            if (item.Kind == JsonValueKind.String)
            {
                yield return item;
            }
            else
            {
                Report(PlatformIssueIds.InvalidFile, "'" + name + "' must hold strings only.", item.Position);
            }
        }
    }

    /// <summary>Reports the fields of an object that it does not have.</summary>
    public void CheckFields(JsonValue parent, string name, IReadOnlyCollection<string> known)
    {
        foreach (var member in parent.Members)
        {
            if (!Holds(known, member.Name))
            {
                Report(PlatformIssueIds.UnknownField,
                    "'" + name + "' has no field '" + member.Name + "': it has " + string.Join(", ", known) + ".", member.Position);
            }
        }
    }

    public void Report(string id, string message, TextPosition position) => issues.Add(new(id, message, path, position));

    private static bool Holds(IEnumerable<string> known, string name)
    {
        foreach (var field in known)
        {
            if (field == name)
            {
                return true;
            }
        }

        return false;
    }

    private static string Article(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.Number => "a whole number",
        _ => "a string",
    };

    internal static readonly char[] WhiteSpace = { ' ', '\t', '\r', '\n' };
}
