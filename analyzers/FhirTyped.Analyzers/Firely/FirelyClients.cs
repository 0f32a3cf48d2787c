using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Finds the platform that a client asks: by the address that it is made with, or else the one that the project names.</summary>
internal sealed class FirelyClients
{
    // A client in a field, made with an address in another, which is made of a constant.
    private const int MaximumDepth = 4;

    private readonly Lazy<PlatformAddresses> _addresses;
    private readonly NamedPlatform _named;

    /// <summary>Knows the platforms of a compilation.</summary>
    public FirelyClients(Compilation compilation, PlatformCatalog catalog)
    {
        _addresses = new(() => new(compilation, catalog));
        _named = new(compilation, catalog, _addresses);
    }

    /// <summary>The platform of a client; null where nothing says which.</summary>
    public PlatformFacts? PlatformOf(IOperation client, AnalyzerOptions options) =>
        (AddressOf(client, MaximumDepth) is { } address ? _addresses.Value.FindServer(address) : null) ?? _named.Find(options, client.Syntax.SyntaxTree);

    /// <summary>The part of an absolute address that is below a platform's base address; the whole text where it is none.</summary>
    public int BelowBase(string address) => _addresses.Value.Find(address) is var (_, below) ? below : 0;

    private static string? AddressOf(IOperation operation, int depth)
    {
        var value = ValueReader.Unwrap(operation);
        if (ValueReader.Text(value) is { Length: > 0 } text)
        {
            return text;
        }

        return depth == 0 ? null : value switch
        {
            IObjectCreationOperation { Arguments: { Length: > 0 } arguments, Type: { } type } when type.Name == "Uri" || FirelyTypes.IsClient(type) =>
                AddressOf(arguments[0].Value, depth - 1),
            _ => OnlyValue.Of(value) is { } only ? AddressOf(only, depth - 1) : null,
        };
    }
}
