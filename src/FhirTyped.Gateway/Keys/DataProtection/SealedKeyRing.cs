using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace FhirTyped.Gateway;

/// <summary>
/// Where Data Protection keeps its key ring: in the gateway's store, each element sealed whole. By sealing the secret alone, as an encryptor does, whoever can write the
/// store could put in a key of his own in clear, which Data Protection takes, and make cookies for anybody.
/// </summary>
internal sealed class SealedKeyRing(IKeyRingStore store, SecretSealer sealer) : IXmlRepository
{
    private const string Purpose = "data-protection-ring";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">An element cannot be opened: it was changed, or its master key is not here.</exception>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var elements = new List<XElement>();
        foreach (var element in store.List())
        {
            if (!sealer.TryOpen(Purpose, [element.Name], element.Sealed.Span, out var opened))
            {
                throw new InvalidOperationException(
                    $"The key '{element.Name}' of the ring that seals cookies cannot be opened: it was changed, or the master key that sealed it is no longer among {nameof(GatewayKeyOptions)}.{nameof(GatewayKeyOptions.Keys)}.");
            }

            elements.Add(XElement.Load(new MemoryStream(opened.Plaintext)));
            if (opened.MustBeSealedAgain)
            {
                store.Set(element with { Sealed = sealer.Seal(Purpose, [element.Name], opened.Plaintext) });
            }
        }

        return elements;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        var name = string.IsNullOrEmpty(friendlyName) ? Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture) : friendlyName;
        using var content = new MemoryStream();
        element.Save(content, SaveOptions.DisableFormatting);
        store.Set(new(name, sealer.Seal(Purpose, [name], content.ToArray())));
    }
}
