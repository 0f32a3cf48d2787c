using System.Globalization;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>FNV-1a, for names: <see cref="string.GetHashCode()"/> differs from run to run.</summary>
internal static class StableHash
{
    /// <summary>The hash of a text in eight hexadecimal digits.</summary>
    public static string Of(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
