using System.Globalization;

namespace FhirTyped.Firely.Definitions;

/// <summary>Orders versions as Semantic Versioning does (https://semver.org), and any others as text; none comes first.</summary>
internal sealed class DefinitionVersionComparer : IComparer<string>
{
    public static DefinitionVersionComparer Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (string.IsNullOrEmpty(x) || string.IsNullOrEmpty(y))
        {
            return string.IsNullOrEmpty(x).CompareTo(string.IsNullOrEmpty(y)) * -1;
        }

        var (first, second) = (Parts(x), Parts(y));
        var numbers = CompareParts(first.Numbers, second.Numbers);
        return numbers != 0 ? numbers
            // What is labelled (-ballot) came before what is not.
            : (first.Label.Length == 0) != (second.Label.Length == 0) ? first.Label.Length == 0 ? 1 : -1
            : CompareParts(first.Label, second.Label);
    }

    private static (string[] Numbers, string[] Label) Parts(string version)
    {
        var released = version.Split('+', 2)[0];
        return released.Split('-', 2) is [var numbers, var label]
            ? (numbers.Split('.'), label.Split('.'))
            : (released.Split('.'), []);
    }

    private static int CompareParts(string[] first, string[] second)
    {
        for (var i = 0; i < Math.Max(first.Length, second.Length); i++)
        {
            if (i >= first.Length || i >= second.Length)
            {
                return first.Length.CompareTo(second.Length);
            }

            var isNumber = long.TryParse(first[i], NumberStyles.None, CultureInfo.InvariantCulture, out var one);
            var isOtherNumber = long.TryParse(second[i], NumberStyles.None, CultureInfo.InvariantCulture, out var other);
            var order = isNumber && isOtherNumber ? one.CompareTo(other)
                : isNumber != isOtherNumber ? isNumber ? -1 : 1
                : string.CompareOrdinal(first[i], second[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
