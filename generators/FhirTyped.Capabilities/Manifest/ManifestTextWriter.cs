using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace FhirTyped.Capabilities;

/// <summary>Writes a manifest as text; see <see cref="ManifestText"/>.</summary>
internal sealed class ManifestTextWriter
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, int> _table = new(StringComparer.Ordinal);

    public string Write(PlatformManifest manifest)
    {
        _text.Append(ManifestText.Header).Append('\n');
        Line("platform", manifest.Id, manifest.Name, manifest.ClassName, manifest.Type, manifest.FhirBaseUrl, manifest.SandboxUrl);
        Line("origin", Number((int)manifest.Origin.Kind), manifest.Origin.Date, manifest.Origin.Software, manifest.Origin.Source);
        var limits = manifest.Limits;
        string[] known = ["limits", Number(limits.MaximumCount), Number(limits.RequestsPerSecond), Number(limits.Concurrency)];
        Line(limits.MaximumBundleEntries > 0 ? [.. known, Number(limits.MaximumBundleEntries)] : known);
        var oauth = manifest.OAuth;
        Line("oauth", oauth.AuthorizeUrl, oauth.TokenUrl, oauth.RevokeUrl,
            Join(oauth.ScopesSupported), Join(oauth.CodeChallengeMethods), Join(oauth.TokenEndpointAuthenticationMethods));
        if (oauth.ScopeVersions.Count > 0 || oauth.TokenLifetime > 0 || oauth.OmitsAudience)
        {
            Line("auth", Join(oauth.ScopeVersions), Number(oauth.TokenLifetime), oauth.OmitsAudience ? "1" : "0");
        }

        if (manifest.Client.Scopes.Count > 0 || manifest.Client.Authentication.Length > 0)
        {
            Line("client", manifest.Client.Authentication, Join(manifest.Client.Scopes));
        }

        if (manifest.ReviewAfter.Length > 0)
        {
            Line("review", manifest.ReviewAfter);
        }

        if (manifest.AllowsUnencrypted)
        {
            Line("unencrypted");
        }

        foreach (var header in manifest.ClientHeaders)
        {
            Line("header", header.Name, header.Value);
        }

        if (manifest.PatchFormats.Count > 0)
        {
            Line("patch", Join(manifest.PatchFormats));
        }

        Line("system", Number((int)manifest.SystemInteractions), Parameters(manifest.SystemSearchParameters), Operations(manifest.SystemOperations));
        WriteTable(manifest);
        foreach (var resource in manifest.Resources)
        {
            Line("resource", resource.Type, Number((int)resource.Interactions), resource.Versioning, Number((int)resource.Conditional),
                Parameters(resource.SearchParameters), References(resource.SearchIncludes), References(resource.SearchRevIncludes),
                Operations(resource.Operations));
        }

        foreach (var part in manifest.LeftOut)
        {
            Line("left-out", part.ResourceType, part.Part.ToName(), part.Name);
        }

        foreach (var rule in manifest.Rules)
        {
            WriteRule(rule);
        }

        return _text.ToString();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Join(EquatableArray<string> values) => string.Join(" ", values);

    private static string Parameters(EquatableArray<SearchParameterCapability> parameters)
    {
        var text = new StringBuilder();
        foreach (var parameter in parameters)
        {
            text.Append(text.Length == 0 ? "" : " ").Append((char)('a' + (int)parameter.Type)).Append(parameter.Name);
            if (parameter.Modifiers.Count > 0)
            {
                text.Append('/').Append(string.Join(",", parameter.Modifiers));
            }
        }

        return text.ToString();
    }

    private static string Operations(EquatableArray<OperationCapability> operations)
    {
        var text = new StringBuilder();
        foreach (var operation in operations)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(operation.Name).Append('=').Append(operation.Definition);
        }

        return text.ToString();
    }

    private void WriteTable(PlatformManifest manifest)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var resource in manifest.Resources)
        {
            foreach (var include in resource.SearchIncludes)
            {
                names.Add(include);
            }

            foreach (var include in resource.SearchRevIncludes)
            {
                names.Add(include);
            }
        }

        foreach (var name in names)
        {
            _table.Add(name, _table.Count);
        }

        Line("table", string.Join(" ", names));
    }

    /// <summary>Places in the table; neighbours are written as a range.</summary>
    private string References(EquatableArray<string> values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Count;)
        {
            var first = _table[values[i]];
            var last = first;
            for (i++; i < values.Count && _table[values[i]] == last + 1; i++)
            {
                last++;
            }

            text.Append(text.Length == 0 ? "" : " ").Append(first);
            if (last > first)
            {
                text.Append('-').Append(last);
            }
        }

        return text.ToString();
    }

    private void WriteRule(PlatformRule rule)
    {
        var fields = new List<string> { "rule", rule.ResourceType, rule.Verb.ToName(), rule.IsDeclaredOnly ? "1" : "0", rule.Source };
        foreach (var clause in rule.Clauses)
        {
            fields.Add(clause.Parameter);
            fields.Add(clause.Other);
            fields.Add(Number(clause.Values.Count));
            fields.AddRange(clause.Values);
        }

        Line(fields.ToArray());
    }

    private void Line(params string[] fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                _text.Append('\t');
            }

            _text.Append(ManifestText.Escape(fields[i]));
        }

        _text.Append('\n');
    }
}
