using System.Runtime.CompilerServices;

namespace FhirTyped.R4;

/// <summary>The table of an enum's codes, made when the enum is first used.</summary>
internal static class CodeTable<TEnum>
    where TEnum : struct, Enum
{
    /// <summary>The table; empty for an enum that is not of this assembly.</summary>
    public static readonly CodeTable Instance = new(
        typeof(TEnum).Assembly == typeof(CodeTable).Assembly ? CodeTables.Of(typeof(TEnum).Name) : default);

    /// <summary>The place of a member in the table: members count from 1, so that the default is no code.</summary>
    public static int ToIndex(TEnum value) => Unsafe.BitCast<TEnum, int>(value) - 1;

    /// <summary>The member at a place; the default for -1.</summary>
    public static TEnum FromIndex(int index) => Unsafe.BitCast<int, TEnum>(index + 1);
}
