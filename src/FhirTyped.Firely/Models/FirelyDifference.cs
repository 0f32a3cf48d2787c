using System.Text.Json;
using FhirTyped.R4;

namespace FhirTyped.Firely;

/// <summary>
/// Finds what Firely's reader left out of a payload, or changed, by what its writer makes of the result. Forms that say the same are none: the order of properties, null
/// and what is empty, the spaces of base64, and how a number is written.
/// </summary>
internal static class FirelyDifference
{
    // Servers write a double of their own as 0.1000000000000000055511151231257827: digits beyond those of a double are no data.
    private const double Tolerance = 1e-14;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = FirelyJson.MaximumDepth * 2 };

    /// <summary>Throws where two payloads do not say the same.</summary>
    /// <param name="payload">What was read.</param>
    /// <param name="written">What was written of it.</param>
    /// <exception cref="FirelyConversionException">They do not.</exception>
    public static void ThrowIfAny(ReadOnlySpan<byte> payload, ReadOnlyMemory<byte> written)
    {
        using var expected = JsonDocument.Parse(payload.ToArray(), Options);
        using var actual = JsonDocument.Parse(written, Options);
        Compare(expected.RootElement, actual.RootElement, TypeOf(expected.RootElement));
    }

    private static void Compare(JsonElement expected, JsonElement actual, string place)
    {
        if (IsEmpty(expected) && IsEmpty(actual))
        {
            return;
        }

        if (expected.ValueKind != actual.ValueKind)
        {
            throw new FirelyConversionException("Firely's model has no place for what stands here", place);
        }

        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                CompareObjects(expected, actual, place);
                break;
            case JsonValueKind.Array:
                CompareArrays(expected, actual, place);
                break;
            case JsonValueKind.Number when !IsSameNumber(expected, actual):
                throw new FirelyConversionException("A number is outside what System.Decimal holds", place);
            case JsonValueKind.String when !IsSameText(expected.GetString()!, actual.GetString()!):
                throw new FirelyConversionException("Firely's model changes what stands here", place);
        }
    }

    private static void CompareObjects(JsonElement expected, JsonElement actual, string place)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in expected.EnumerateObject())
        {
            var below = place + (place.Length == 0 ? "" : ".") + ElementName.Of(property.Name);
            if (!names.Add(property.Name))
            {
                throw new FirelyConversionException("A property is given twice", below);
            }

            if (actual.TryGetProperty(property.Name, out var value))
            {
                Compare(property.Value, value, below);
            }
            else if (!IsEmpty(property.Value))
            {
                throw new FirelyConversionException("Firely's model has no place for what stands here", below);
            }
        }

        foreach (var property in actual.EnumerateObject())
        {
            if (!names.Contains(property.Name) && !IsEmpty(property.Value))
            {
                throw property.Name == "resourceType"
                    ? new FirelyConversionException("A resource names no type", place)
                    : new FirelyConversionException("Firely's model adds something", place);
            }
        }
    }

    private static void CompareArrays(JsonElement expected, JsonElement actual, string place)
    {
        var left = expected.EnumerateArray().Select(static (item, index) => (Item: item, Index: index)).ToList();
        var right = actual.EnumerateArray().ToList();

        // Empty objects between others are left out. Of a list of primitives each has its place beside its extensions.
        if (left.Count > right.Count && left.TrueForAll(static one => one.Item.ValueKind == JsonValueKind.Object || IsEmpty(one.Item)))
        {
            left.RemoveAll(static one => IsEmpty(one.Item));
            right.RemoveAll(static one => IsEmpty(one));
        }

        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var (item, index) = i < left.Count ? left[i] : (default, i);
            Compare(item, i < right.Count ? right[i] : default, place + "[" + index + "]");
        }
    }

    /// <summary>Whether JSON holds nothing: null, and an object or array of nothing.</summary>
    internal static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.Object => value.EnumerateObject().All(static property => IsEmpty(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(static item => IsEmpty(item)),
        _ => false,
    };

    private static bool IsSameNumber(JsonElement expected, JsonElement actual)
    {
        var (text, other) = (expected.GetRawText(), actual.GetRawText());
        if (text == other)
        {
            return true;
        }

        var (exact, held) = (expected.GetDouble(), actual.GetDouble());

        // What is too small for a double too is told from zero by its digits.
        return exact != 0
            ? double.IsFinite(exact) && Math.Abs(held - exact) <= Math.Abs(exact) * Tolerance
            : held == 0 && text.Split('e', 'E')[0].AsSpan().IndexOfAnyInRange('1', '9') < 0;
    }

    private static bool IsSameText(string expected, string actual) =>
        expected == actual || (expected.Length > actual.Length && string.Concat(expected.Where(static c => !char.IsWhiteSpace(c))) == actual);

    private static string TypeOf(JsonElement root) =>
        root.TryGetProperty("resourceType", out var type) && type.ValueKind == JsonValueKind.String && FhirResources.IsResourceType(type.GetString()) ? type.GetString()! : "";
}
