using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway;

/// <summary>Seals the secret of a key of the ring. Without an encryptor, Data Protection warns that it keeps keys in clear; and they never stand in clear in an element that is passed around.</summary>
internal sealed class SealedXmlEncryptor(SecretSealer sealer) : IXmlEncryptor
{
    internal const string Purpose = "data-protection-key";

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        using var content = new MemoryStream();
        plaintextElement.Save(content, SaveOptions.DisableFormatting);
        return new(new("sealed", Convert.ToBase64String(sealer.Seal(Purpose, [], content.ToArray()))), typeof(SealedXmlDecryptor));
    }
}

/// <summary>Opens what <see cref="SealedXmlEncryptor"/> sealed. Data Protection makes it by the name of its type.</summary>
internal sealed class SealedXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    private readonly SecretSealer _sealer = services.GetRequiredService<SecretSealer>();

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It cannot be opened.</exception>
    public XElement Decrypt(XElement encryptedElement) => _sealer.TryOpen(SealedXmlEncryptor.Purpose, [], Convert.FromBase64String(encryptedElement.Value), out var opened)
        ? XElement.Load(new MemoryStream(opened.Plaintext))
        : throw new InvalidOperationException("The secret of a key that seals cookies cannot be opened: it was changed, or its master key is not here.");
}
