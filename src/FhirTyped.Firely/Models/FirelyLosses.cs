using System.Buffers;
using System.Text.Json;
using FhirTyped.R4;

namespace FhirTyped.Firely;

/// <summary>
/// Finds in a payload what Firely's reader would leave out without a word: the second value of a property that stands twice, or of a choice; a number that
/// <see cref="decimal"/> does not hold; and an array in an array. One pass over the tokens, which costs a small part of the reading itself.
/// </summary>
internal static class FirelyLosses
{
    // Numbers of so many characters without an exponent are held whole.
    private const int SafeNumberLength = 28;

    // Servers write a double of their own as 0.1000000000000000055511151231257827: digits beyond those of a double are no data.
    private const double Tolerance = 1e-14;

    private static readonly SearchValues<byte> Exponents = SearchValues.Create("eE"u8);

    /// <summary>How FhirTyped reads what is looked at more closely.</summary>
    public static FhirJsonOptions Options { get; } =
        FhirJsonOptions.Lenient with { MaxDepth = FirelyJson.MaximumDepth, MaxPayloadLength = int.MaxValue, MaxIssues = int.MaxValue };

    /// <summary>Whether a payload is an object with a resource type.</summary>
    /// <param name="utf8">The payload.</param>
    /// <param name="options">How JSON is read.</param>
    /// <exception cref="FirelyConversionException">Something of it would be lost.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static bool IsResource(ReadOnlySpan<byte> utf8, JsonReaderOptions options)
    {
        var json = new Utf8JsonReader(utf8, options);
        using var names = new PropertyNames();
        var (isType, hasType, isTwofold, isDoubtful) = (false, false, false, false);
        var before = JsonTokenType.None;
        Span<bool> isArray = stackalloc bool[FirelyJson.MaximumDepth + 1];
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.StartObject:
                    isArray[json.CurrentDepth] = false;
                    names.Enter();
                    break;
                case JsonTokenType.EndObject:
                    names.Leave();
                    break;
                case JsonTokenType.StartArray:
                    if (json.CurrentDepth > 0 && isArray[json.CurrentDepth - 1] && before != JsonTokenType.PropertyName)
                    {
                        throw Lost("An array stands in an array", utf8, json.TokenStartIndex);
                    }

                    isArray[json.CurrentDepth] = true;
                    break;
                case JsonTokenType.PropertyName:
                    isType = json.CurrentDepth == 1 && json.ValueTextEquals("resourceType"u8);
                    isDoubtful |= json.ValueIsEscaped;
                    names.Add(utf8, json.ValueSpan, (int)json.TokenStartIndex + 1, ref isTwofold, ref isDoubtful);
                    break;
                case JsonTokenType.String when isType:
                    hasType = true;
                    break;
                case JsonTokenType.Number when IsTooLong(json.ValueSpan) && IsLost(ref json):
                    throw Lost("A number is outside what System.Decimal holds", utf8, json.TokenStartIndex);
            }

            isType &= json.TokenType == JsonTokenType.PropertyName;
            before = json.TokenType;
        }

        if (isTwofold || isDoubtful)
        {
            ThrowIfTwofold(utf8, isTwofold);
        }

        return hasType;
    }

    private static bool IsTooLong(ReadOnlySpan<byte> number) => number.Length > SafeNumberLength || number.ContainsAny(Exponents);

    private static bool IsLost(ref Utf8JsonReader json)
    {
        if (!json.TryGetDecimal(out var held))
        {
            return true;
        }

        var exact = json.GetDouble();
        if (exact != 0)
        {
            return Math.Abs((double)held - exact) > Math.Abs(exact) * Tolerance;
        }

        // Too small even for a double, or zero.
        var number = json.ValueSpan;
        var digits = number.IndexOfAny(Exponents) is >= 0 and var exponent ? number[..exponent] : number;
        return digits.IndexOfAnyInRange((byte)'1', (byte)'9') >= 0;
    }

    // FhirTyped's own reader knows which names are those of one choice, and says where.
    private static void ThrowIfTwofold(ReadOnlySpan<byte> utf8, bool isCertain)
    {
        FhirJson.TryRead<Resource>(utf8, out _, out var issues, Options);
        foreach (var issue in issues)
        {
            if (issue.Code is FhirFormatCode.DuplicateProperty or FhirFormatCode.SeveralChoiceValues)
            {
                throw new FirelyConversionException("An element is given twice", issue.Location);
            }
        }

        if (isCertain)
        {
            throw new FirelyConversionException("A property is given twice", "?");
        }
    }

    private static FirelyConversionException Lost(string problem, ReadOnlySpan<byte> utf8, long position) => new(problem, JsonPlace.Of(utf8, position));
}
