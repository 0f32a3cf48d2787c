namespace FhirTyped.R4.FhirPath;

/// <summary>FHIRPath's <c>~</c>: always known; blind to case, white space, order and scale. <see href="http://hl7.org/fhirpath/N1/#equivalent"/></summary>
internal static class Equivalence
{
    /// <summary>Whether two collections hold equivalent items, in whichever order; two empty ones are equivalent.</summary>
    public static bool AreEquivalent(EvaluationRun run, List<FhirPathValue> left, List<FhirPathValue> right, int position)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        if (left.Count <= 1)
        {
            return left.Count == 0 || AreEquivalent(run, left[0], right[0], position);
        }

        return AreMatched(run, left.Count, (i, j) => AreEquivalent(run, left[i], right[j], position), position);
    }

    /// <summary>Whether two items are equivalent.</summary>
    public static bool AreEquivalent(EvaluationRun run, FhirPathValue left, FhirPathValue right, int position)
    {
        var x = left.ToSystem();
        var y = right.ToSystem();
        if (x.Element is { } one && y.Element is { } other)
        {
            return ReferenceEquals(one, other) || HaveEquivalentElements(run, one, other, position);
        }

        if (x.Kind == FhirPathKind.String && y.Kind == FhirPathKind.String)
        {
            return TextsMatch(x.Text, y.Text);
        }

        if (Equality.IsNumber(x.Kind) && Equality.IsNumber(y.Kind))
        {
            return NumbersMatch(x.AsDecimal()!.Value, y.AsDecimal()!.Value);
        }

        if (x.Kind == FhirPathKind.Quantity && y.Kind == FhirPathKind.Quantity)
        {
            return QuantitiesMatch(x, y);
        }

        return Equality.AreEqual(run, x, y, position) == true;
    }

    private static bool HaveEquivalentElements(EvaluationRun run, Base left, Base right, int position)
    {
        if (left.TypeName != right.TypeName || (left as PrimitiveElement)?.Text != (right as PrimitiveElement)?.Text)
        {
            return false;
        }

        run.Descend(position);
        var x = left.GetElements();
        var y = right.GetElements();
        return x.Count == y.Count && AreMatched(
            run,
            x.Count,
            (i, j) => x[i].Name == y[j].Name && AreEquivalent(run, new FhirPathValue(x[i].Value), new FhirPathValue(y[j].Value), position),
            position);
    }

    // Whether each of the one side has a partner of its own on the other. Most often the sides have the same order, hence the search
    // begins at the same place.
    private static bool AreMatched(EvaluationRun run, int count, Func<int, int, bool> match, int position)
    {
        var taken = new bool[count];
        for (var i = 0; i < count; i++)
        {
            var j = i;
            var tried = 0;
            while (tried < count && (taken[j] || !match(i, j)))
            {
                run.Charge(1, position);
                tried++;
                j = (j + 1) % count;
            }

            if (tried == count)
            {
                return false;
            }

            run.Charge(1, position);
            taken[j] = true;
        }

        return true;
    }

    private static bool TextsMatch(string left, string right)
    {
        var i = 0;
        var j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (NextOf(left, ref i) != NextOf(right, ref j))
            {
                return false;
            }
        }

        return i == left.Length && j == right.Length;
    }

    // Any run of white space counts as one space.
    private static int NextOf(string text, ref int at)
    {
        if (!char.IsWhiteSpace(text[at]))
        {
            return CodePoints.ToLower(CodePoints.Next(text, ref at));
        }

        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return ' ';
    }

    // Rounded to the scale of the less precise one, where trailing zeros do not count.
    private static bool NumbersMatch(decimal x, decimal y)
    {
        var scale = Math.Min(ScaleOf(x), ScaleOf(y));
        return Math.Round(x, scale, MidpointRounding.AwayFromZero) == Math.Round(y, scale, MidpointRounding.AwayFromZero);
    }

    private static int ScaleOf(decimal value)
    {
        // Dividing by one with the most zeros takes trailing zeros away.
        const decimal OneOfMostScale = 1.0000000000000000000000000000m;
        return (value / OneOfMostScale).Scale;
    }

    private static bool QuantitiesMatch(FhirPathValue x, FhirPathValue y)
    {
        var unitOfX = CalendarUnit.OfUcum(x.Unit) ?? x.Unit;
        var unitOfY = CalendarUnit.OfUcum(y.Unit) ?? y.Unit;
        if (unitOfX == unitOfY)
        {
            return NumbersMatch(x.Decimal, y.Decimal);
        }

        return CalendarUnit.Milliseconds(unitOfX) is { } one && CalendarUnit.Milliseconds(unitOfY) is { } other
            && Arithmetic.Product(x.Decimal, one) is { } left && Arithmetic.Product(y.Decimal, other) is { } right
            && NumbersMatch(left, right);
    }
}
