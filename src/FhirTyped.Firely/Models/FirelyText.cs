using System.Collections;
using Hl7.Fhir.Model;

namespace FhirTyped.Firely;

/// <summary>Text of Firely's model that JSON cannot hold. System.Text.Json writes U+FFFD in its place, and says nothing.</summary>
internal static class FirelyText
{
    /// <summary>Throws where a text of a resource has half of a surrogate pair.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="utf8">Its JSON: without the character that stands for what is none, there is nothing to look for.</param>
    /// <exception cref="FirelyConversionException">One has.</exception>
    public static void ThrowIfHalved(Base resource, ReadOnlySpan<byte> utf8)
    {
        if ((utf8.IndexOf("\uFFFD"u8) >= 0 || utf8.IndexOf("\\uFFFD"u8) >= 0) && FindHalved(resource, "") is { } place)
        {
            throw new FirelyConversionException("A text has half of a surrogate pair, which is no character", place);
        }
    }

    private static string? FindHalved(object? value, string place) => value switch
    {
        string text => IsWhole(text) ? null : place,
        PrimitiveType { JsonValue: string text } when !IsWhole(text) => place,
        Base part => Find(part.EnumerateElements(), place),
        IEnumerable items => Find(items.Cast<object?>().Select(static (item, index) => KeyValuePair.Create("[" + index + "]", item)), place),
        _ => null,
    };

    private static string? Find<T>(IEnumerable<KeyValuePair<string, T>> parts, string place)
    {
        foreach (var (name, part) in parts)
        {
            if (FindHalved(part, name[0] == '[' ? place + name : place.Length == 0 ? ElementName.Of(name) : place + "." + ElementName.Of(name)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i]))
            {
                return false;
            }
        }

        return true;
    }
}
