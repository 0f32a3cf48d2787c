using System.Numerics;

namespace FhirTyped.TestData;

/// <summary>
/// Random numbers that are the same on every machine, runtime and version: xoshiro256** (Blackman and Vigna), its state filled by SplitMix64.
/// Nothing but integers and exact operations of IEEE 754 is used. It is not for secrets, and not thread-safe: every resource has its own.
/// <see href="https://prng.di.unimi.it/"/>
/// </summary>
public sealed class SeededRandom
{
    private readonly ulong _seed;
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Creates a stream of numbers.</summary>
    /// <param name="seed">Which one; every value is allowed.</param>
    public SeededRandom(ulong seed)
    {
        _seed = seed;
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>
    /// Another stream, for a part of the work: it depends on the seed of this one, the name and the index, and not on what was drawn before, so that one part more changes none of the others.
    /// </summary>
    /// <param name="name">What it is for.</param>
    /// <param name="index">Which one of that name.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public SeededRandom Derive(string name, long index = 0) => new(SeedOf(_seed, name, index));

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number of at least 0 and less than 1, a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number between two others, both included; each is as likely as any other.</summary>
    /// <param name="minimum">The smallest.</param>
    /// <param name="maximum">The largest.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximum"/> is less than <paramref name="minimum"/>.</exception>
    public long Next(long minimum, long maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        var count = (ulong)maximum - (ulong)minimum + 1;
        return count == 0 ? (long)NextUInt64() : (long)((ulong)minimum + Below(count));
    }

    /// <inheritdoc cref="Next(long, long)"/>
    public int Next(int minimum, int maximum) => (int)Next((long)minimum, maximum);

    /// <summary>True with a probability.</summary>
    /// <param name="probability">From 0, never, to 1, always.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not between 0 and 1.</exception>
    public bool NextBoolean(double probability = 0.5)
    {
        Probability.Require(probability);
        return NextDouble() < probability;
    }

    /// <summary>A decimal between two others, both included, with as many digits behind the point as <paramref name="digits"/> says.</summary>
    /// <param name="minimum">The smallest; what it has beyond <paramref name="digits"/> is cut.</param>
    /// <param name="maximum">The largest; likewise.</param>
    /// <param name="digits">How many digits behind the point, 0 to 9; those that are 0 are kept, so that the scale is that of the measurement.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximum"/> is less than <paramref name="minimum"/>, <paramref name="digits"/> out of its range, or a number beyond 64 bits when it is scaled.</exception>
    public decimal NextDecimal(decimal minimum, decimal maximum, int digits) => FromUnits(Next(Units(minimum, digits), Units(maximum, digits)), digits);

    /// <summary>
    /// A decimal between two others, most often near their middle: the mean of four even draws, in form much like a normal distribution, and without values beyond the ends.
    /// </summary>
    /// <inheritdoc cref="NextDecimal(decimal, decimal, int)"/>
    public decimal NextMiddle(decimal minimum, decimal maximum, int digits)
    {
        var (low, high) = (Units(minimum, digits), Units(maximum, digits));
        var sum = (Int128)Next(low, high) + Next(low, high) + Next(low, high) + Next(low, high);
        return FromUnits((long)(sum / 4), digits);
    }

    /// <summary>A day between two others, both included.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The last.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public DateOnly NextDate(DateOnly from, DateOnly to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        return DateOnly.FromDayNumber(Next(from.DayNumber, to.DayNumber));
    }

    /// <summary>A moment between two others, both included, in whole seconds from the first on, with the offset of the first.</summary>
    /// <param name="from">The earliest.</param>
    /// <param name="to">The latest.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public DateTimeOffset NextMoment(DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        return from.AddSeconds(Next(0L, (to - from).Ticks / TimeSpan.TicksPerSecond));
    }

    /// <summary>One of several, each as likely as any other.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="items">What there is to choose from.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="items"/> is empty.</exception>
    public T Pick<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Count > 0 ? items[Next(0, items.Count - 1)] : throw new ArgumentException("There is nothing to choose from.", nameof(items));
    }

    /// <summary>A UUID by these numbers: version 8 of RFC 9562, whose content is its maker's. Fit as a resource's id and in <c>urn:uuid:</c>.</summary>
    public Guid NextUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, NextUInt64());
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], NextUInt64());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    internal static ulong SeedOf(ulong seed, string name, long index)
    {
        ArgumentNullException.ThrowIfNull(name);

        // FNV-1a over the UTF-16 of the name: it decides nothing but which stream, and has to be the same for ever.
        var hash = 14695981039346656037UL;
        foreach (var letter in name)
        {
            hash = (hash ^ (byte)letter) * 1099511628211UL;
            hash = (hash ^ (byte)(letter >> 8)) * 1099511628211UL;
        }

        var state = seed;
        var mixed = SplitMix(ref state) ^ hash;
        mixed = SplitMix(ref mixed) ^ (ulong)index;
        return SplitMix(ref mixed);
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    // Lemire's method: the high half of a product, and another try where that would prefer some numbers.
    private ulong Below(ulong count)
    {
        var high = Math.BigMul(NextUInt64(), count, out var low);
        if (low < count)
        {
            var unfair = (0UL - count) % count;
            while (low < unfair)
            {
                high = Math.BigMul(NextUInt64(), count, out low);
            }
        }

        return high;
    }

    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    private static long Units(decimal value, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, Powers.Length - 1);
        var most = (decimal)long.MaxValue / Powers[digits];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(value), most, nameof(value));
        return (long)decimal.Truncate(value * Powers[digits]);
    }

    private static decimal FromUnits(long units, int digits)
    {
        var size = (ulong)Math.Abs((decimal)units);
        return new decimal((int)(uint)size, (int)(uint)(size >> 32), 0, units < 0, (byte)digits);
    }
}
