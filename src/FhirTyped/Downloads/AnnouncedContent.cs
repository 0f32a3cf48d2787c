using System.Net.Http.Headers;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>What an attachment says of the bytes to which it leads; null is nothing said.</summary>
/// <param name="MediaType">Their media type, without parameters.</param>
/// <param name="Size">How many they are.</param>
/// <param name="Hash">Their SHA-1 hash, which is the one that FHIR R4 has.</param>
internal sealed record AnnouncedContent(string? MediaType, long? Size, byte[]? Hash)
{
    private const int LengthOfHash = 20;

    /// <summary>Nothing is said.</summary>
    public static AnnouncedContent Nothing { get; } = new(null, null, null);

    /// <summary>What an attachment says.</summary>
    /// <exception cref="ArgumentException">Its media type or hash is none.</exception>
    public static AnnouncedContent Of(Attachment attachment)
    {
        string? mediaType = null;
        if (!string.IsNullOrEmpty(attachment.ContentType))
        {
            mediaType = MediaTypeHeaderValue.TryParse(attachment.ContentType, out var type)
                ? type.MediaType
                : throw new ArgumentException("The attachment's contentType is no media type.", nameof(attachment));
        }

        byte[]? hash = null;
        if (!string.IsNullOrEmpty(attachment.Hash))
        {
            hash = DecodeBase64(attachment.Hash) is { Length: LengthOfHash } bytes
                ? bytes
                : throw new ArgumentException("The attachment's hash is no SHA-1 in base64.", nameof(attachment));
        }

        return new(mediaType, attachment.Size, hash);
    }

    /// <summary>Bytes in base64, which FHIR lets have white space; null where the text is none.</summary>
    public static byte[]? DecodeBase64(string text)
    {
        var bytes = new byte[((text.Length + 3) / 4) * 3];
        return Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : null;
    }
}
