namespace FhirTyped.R4;

/// <summary>What every resource and element can do.</summary>
public static class BaseExtensions
{
    /// <summary>A deep copy of the same type, with everything that reading kept.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="FhirFormatException">The value is nested deeper than the stack has room for, as where it holds itself.</exception>
    public static T DeepClone<T>(this T value)
        where T : Base
    {
        ArgumentNullException.ThrowIfNull(value);
        return (T)value.CloneBase();
    }

    /// <summary>
    /// Whether two resources or elements are of the same type and would be written as the same JSON: equal in every element, in the
    /// precision of dates and decimals, in extensions, and in what reading kept beyond the model.
    /// </summary>
    /// <exception cref="FhirFormatException">Objects are nested more than 400 deep, as where one holds itself.</exception>
    public static bool DeepEquals(this Base? left, Base? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left is null || right is null || left.GetType() != right.GetType())
        {
            return false;
        }

        using var first = new PooledBuffer();
        using var second = new PooledBuffer();
        FhirJson.WriteElement(first, left);
        FhirJson.WriteElement(second, right);
        return first.WrittenSpan.SequenceEqual(second.WrittenSpan);
    }
}
