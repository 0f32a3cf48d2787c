using FhirTyped.ModelGenerator.Model;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>
/// Emits what date, dateTime, instant and time have in common. The part that is written by hand says what the type is, which texts are
/// valid (<c>IsValid</c>, <c>TryRead</c>), how one is written (<c>Format</c>), and converts it to the types of .NET.
/// </summary>
internal static class TemporalEmitter
{
    public static string Emit(TemporalType type)
    {
        var writer = GeneratedFile.Begin();
        writer.Line("[global::System.Diagnostics.DebuggerDisplay(\"{ToString(),nq}\")]");
        writer.Line($"[global::System.Text.Json.Serialization.JsonConverter(typeof({type.ClassName}JsonConverter))]");
        using (writer.Block($"public readonly partial struct {type.ClassName} : IEquatable<{type.ClassName}>, ISpanParsable<{type.ClassName}>"))
        {
            State(writer, type);
            Parsing(writer, type);
            Comparison(writer, type);
            Text(writer);
        }

        writer.Line();
        writer.Line($"/// <summary>A <see cref=\"{type.ClassName}\"/> as text.</summary>");
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Line($"public sealed class {type.ClassName}JsonConverter : TemporalJsonConverter<{type.ClassName}>;");
        return writer.ToString();
    }

    private static void State(CodeWriter writer, TemporalType type)
    {
        writer.Line(
            $$"""
            private readonly TemporalValue _value;

            // The text as it came, where writing the value would give another one.
            private readonly string? _text;

            internal {{type.ClassName}}(TemporalValue value, string? text)
            {
                _value = value;
                _text = text;
            }

            /// <summary>How much is known; <see cref="FhirPrecision.None"/> where the text is outside the format.</summary>
            public FhirPrecision Precision => _value.Precision;

            /// <summary>What the text says, or nothing where it is outside the format.</summary>
            internal TemporalValue Temporal => _value;

            /// <summary>The text where it is not the canonical one, else null.</summary>
            internal string? KeptText => _text;

            """);
        if (type.HasFraction)
        {
            writer.Line(
                """
                /// <summary>
                /// How many digits the fraction of the second was given with; 0 where there is none, and 255 for more than that. .NET's types hold
                /// 7 of them; further digits are in the text, and count in comparisons.
                /// </summary>
                public int FractionDigits => _value.FractionDigits;

                """);
        }
    }

    private static void Parsing(CodeWriter writer, TemporalType type) => writer.Line(
        $$"""
        /// <summary>The text, in the format of the standard, is read.</summary>
        /// <exception cref="FormatException">The text is outside the format. The message does not repeat it.</exception>
        public static {{type.ClassName}} Parse(string text)
        {
            ArgumentNullException.ThrowIfNull(text);
            return Parse(text.AsSpan(), null);
        }

        /// <inheritdoc/>
        public static {{type.ClassName}} Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
            TryParse(s, provider, out var result) ? result : throw new FormatException("Not a FHIR {{type.Name}}.");

        /// <inheritdoc/>
        public static {{type.ClassName}} Parse(string s, IFormatProvider? provider) => Parse(s);

        /// <summary>Reads a text in the format of the standard.</summary>
        /// <returns>False where the text is outside the format.</returns>
        public static bool TryParse(string? text, out {{type.ClassName}} result) => TryParse(text.AsSpan(), null, out result);

        /// <inheritdoc/>
        public static bool TryParse(string? s, IFormatProvider? provider, out {{type.ClassName}} result) => TryParse(s.AsSpan(), provider, out result);

        /// <inheritdoc/>
        public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out {{type.ClassName}} result)
        {
            // A fraction may have any number of digits.
            Span<byte> utf8 = s.Length <= 64 ? stackalloc byte[64] : new byte[s.Length];
            result = default;
            if (global::System.Text.Ascii.FromUtf16(s, utf8, out var written) != global::System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            var parsed = Read(utf8[..written]);
            if (!parsed.IsValid)
            {
                return false;
            }

            result = parsed;
            return true;
        }

        /// <summary>Reads a text; one outside the format is kept as it is.</summary>
        internal static {{type.ClassName}} Read(ReadOnlySpan<byte> utf8) => TryRead(utf8, out var value, out var isCanonical)
            ? new {{type.ClassName}}(value, isCanonical ? null : global::System.Text.Encoding.UTF8.GetString(utf8))
            : new {{type.ClassName}}(default, global::System.Text.Encoding.UTF8.GetString(utf8));

        """);

    private static void Comparison(CodeWriter writer, TemporalType type) => writer.Line(
        $$"""
        /// <summary>
        /// Compares as the standard does: -1, 0 or 1, or null where that cannot be told because one side is less precise, has no
        /// offset, or is no valid {{type.Name}}.
        /// </summary>
        public static int? Compare({{type.ClassName}} left, {{type.ClassName}} right) => TemporalValue.Compare(left._value, left._text, right._value, right._text);

        /// <summary>Whether left is certainly before right.</summary>
        public static bool operator <({{type.ClassName}} left, {{type.ClassName}} right) => Compare(left, right) < 0;

        /// <summary>Whether left is certainly after right.</summary>
        public static bool operator >({{type.ClassName}} left, {{type.ClassName}} right) => Compare(left, right) > 0;

        /// <summary>Whether left is certainly not after right.</summary>
        public static bool operator <=({{type.ClassName}} left, {{type.ClassName}} right) => Compare(left, right) <= 0;

        /// <summary>Whether left is certainly not before right.</summary>
        public static bool operator >=({{type.ClassName}} left, {{type.ClassName}} right) => Compare(left, right) >= 0;

        /// <summary>Whether both have the same text: equal in value, precision and offset.</summary>
        public static bool operator ==({{type.ClassName}} left, {{type.ClassName}} right) => left.Equals(right);

        /// <summary>Whether the texts differ.</summary>
        public static bool operator !=({{type.ClassName}} left, {{type.ClassName}} right) => !left.Equals(right);

        /// <inheritdoc/>
        public bool Equals({{type.ClassName}} other) => _value == other._value && string.Equals(_text, other._text, StringComparison.Ordinal);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is {{type.ClassName}} other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(_value.Ticks, _value.Precision, _value.Offset, _text);

        """);

    private static void Text(CodeWriter writer) => writer.Line(
        """
        /// <summary>The text in the format of the standard; as it came, where it is outside the format.</summary>
        public override string ToString()
        {
            if (_text is not null)
            {
                return _text;
            }

            Span<byte> utf8 = stackalloc byte[TemporalValue.LongestText];
            return global::System.Text.Encoding.ASCII.GetString(utf8[..Format(utf8)]);
        }
        """);
}
