namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>Every function at least once; the list of functions itself is checked against these rows.</summary>
public sealed class FunctionTests
{
    public static TheoryData<string, string> Rows => new()
    {
        { "{}.empty()", "true" },
        { "name.empty()", "false" },
        { "{}.exists()", "false" },
        { "{}.all(false)", "true" },
        { "(true | false).allTrue()", "false" },
        { "{}.allTrue()", "true" },
        { "(true | false).anyTrue()", "true" },
        { "{}.anyTrue()", "false" },
        { "(false).allFalse()", "true" },
        { "(true | false).anyFalse()", "true" },
        { "1.allTrue()", "! 'allTrue' needs booleans." },
        { "name.count()", "3" },
        { "true.not()", "false" },
        { "name.given.distinct()", "Peter|James|Jim" },
        { "name.given.isDistinct()", "false" },
        { "(1 | 2).isDistinct()", "true" },
        { "(1 | 2).subsetOf(1 | 2 | 3)", "true" },
        { "(1 | 4).subsetOf(1 | 2 | 3)", "false" },
        { "(1 | 2 | 3).supersetOf(1 | 2)", "true" },
        { "(1).union(1 | 2)", "1|2" },
        { "(1 | 2).combine(2 | 3)", "1|2|2|3" },
        { "(1 | 2 | 3).intersect(2 | 3 | 4)", "2|3" },
        { "name.given.exclude('Peter' | 'James')", "Jim" },
        { "(1 | 2 | 3).first()", "1" },
        { "(1 | 2 | 3).last()", "3" },
        { "(1 | 2 | 3).tail()", "2|3" },
        { "(1 | 2 | 3).skip(1)", "2|3" },
        { "(1 | 2 | 3).skip(-1)", "1|2|3" },
        { "(1 | 2 | 3).take(2)", "1|2" },
        { "(1 | 2 | 3).take(0)", "{}" },
        { "(1 | 2).single()", "! A single item is asked for, and there are several." },
        { "(1).single()", "1" },
        { "(1 | 2).where($this > 1)", "2" },
        { "(1 | 2).select($this + 1)", "2|3" },
        { "(1).repeat(iif($this < 5, $this + 1))", "2|3|4|5" },
        { "(1 | 2 | 3).aggregate($total + $this, 0)", "6" },
        { "(3 | 1 | 2).aggregate(iif($total.empty() or $this < $total, $this, $total))", "1" },
        { "iif(true, 'a', 'b')", "a" },
        { "iif({}, 'a', 'b')", "b" },
        { "iif(false, 'a')", "{}" },
        { "iif(true, 'a', 1 + 'x')", "a" },
        { "'t'.toBoolean()", "true" },
        { "'maybe'.toBoolean()", "{}" },
        { "'maybe'.convertsToBoolean()", "false" },
        { "{}.convertsToBoolean()", "{}" },
        { "'-7'.toInteger()", "-7" },
        { "'1.5'.toInteger()", "{}" },
        { "true.toInteger()", "1" },
        { "'1.5'.convertsToInteger()", "false" },
        { "'1.50'.toDecimal()", "1.50" },
        { "'x'.convertsToDecimal()", "false" },
        { "1.50.toString()", "1.50" },
        { "@2014-01-01.toString()", "2014-01-01" },
        { "(1 'mg').toString()", "1 'mg'" },
        { "name[0].convertsToString()", "false" },
        { "'2014-01'.toDate()", "2014-01" },
        { "@2014-01-01T10:00:00Z.toDate()", "2014-01-01" },
        { "'2014-13'.convertsToDate()", "false" },
        { "'2014-01-01T10:00:00Z'.toDateTime()", "2014-01-01T10:00:00Z" },
        { "'2014-01-01T10'.convertsToDateTime()", "true" },
        { "'10:30'.toTime()", "10:30" },
        { "'25:00'.convertsToTime()", "false" },
        { "'1.5 \\'mg\\''.toQuantity()", "1.5 'mg'" },
        { "'4 days'.toQuantity()", "4 day" },
        { "'4 nonsense'.convertsToQuantity()", "false" },
        { "1.toQuantity()", "1 '1'" },
        { "(1 'mg').toQuantity('g')", "{}" },
        { "'abcdef'.indexOf('cd')", "2" },
        { "'abcdef'.indexOf('x')", "-1" },
        { "'abcdef'.substring(2)", "cdef" },
        { "'abcdef'.substring(2, 3)", "cde" },
        { "'abcdef'.substring(9)", "{}" },
        { "'abc'.startsWith('ab')", "true" },
        { "'abc'.endsWith('bc')", "true" },
        { "'abc'.contains('b')", "true" },
        { "{}.contains('b')", "{}" },
        { "name.given.startsWith('P')", "! A single item is needed here, and there are several." },
        { "1.startsWith('1')", "! A text is needed for 'startsWith', and this is System.Integer." },
        { "'aB'.upper()", "AB" },
        { "'aB'.lower()", "ab" },
        { "' a '.trim()", "a" },
        { "'abc'.length()", "3" },
        { "'abc'.toChars()", "a|b|c" },
        { "'a,b,,c'.split(',')", "a|b||c" },
        { "name.given.distinct().join('-')", "Peter-James-Jim" },
        { "{}.join(',')", "{}" },
        { "'abcabc'.replace('b', 'x')", "axcaxc" },
        { "'abc'.replace('', 'x')", "xaxbxcx" },
        { "'http://fhir.org/Library|4.0'.matches('Library')", "true" },
        { "'http://fhir.org/Library|4.0'.matches('^Library$')", "false" },
        { "'Library'.matchesFull('Lib')", "false" },
        { "'Library'.matchesFull('Lib.*')", "true" },
        { "'a'.matches('(')", "! The regular expression cannot be read." },
        { "'abab'.matches('^(ab)\\\\1$')", "true" },
        { "'11/30/1972'.replaceMatches('\\\\b(?<m>\\\\d{1,2})/(?<d>\\\\d{1,2})/(?<y>\\\\d{2,4})\\\\b', '${d}-${m}-${y}')", "30-11-1972" },
        { "(-5).abs()", "5" },
        { "(-5.5 'mg').abs()", "5.5 'mg'" },
        { "1.1.ceiling()", "2" },
        { "(-1.1).floor()", "-2" },
        { "1.9.truncate()", "1" },
        { "3.14159.round(3)", "3.142" },
        { "2.5.round()", "3" },
        { "0.exp()", "1" },
        { "1.ln()", "0" },
        { "(-1).ln()", "{}" },
        { "16.log(2)", "4" },
        { "2.power(3)", "8" },
        { "(-1).power(0.5)", "{}" },
        { "81.sqrt()", "9" },
        { "(-1).sqrt()", "{}" },
        { "name[1].children()", "usual|Jim" },
        { "name[1].descendants().count()", "2" },
        { "descendants().where($this is HumanName).count()", "5" },
        { "name.given.trace('given').count()", "5" },
        { "active.type().name", "boolean" },
        { "active.is(boolean)", "true" },
        { "active.as(boolean)", "true" },
        { "(1 | 'a').ofType(Integer)", "1" },
        { "birthDate.extension('none')", "{}" },
        { "gender.hasValue()", "true" },
        { "gender.getValue()", "male" },
        { "'#gp'.resolve().id", "gp" },
        { "'<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>text</p></div>'.htmlChecks()", "true" },
        { "'<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>x</script></div>'.htmlChecks()", "false" },
        { "'<div xmlns=\"http://www.w3.org/1999/xhtml\"><p onclick=\"x\">text</p></div>'.htmlChecks()", "false" },
        { "'<div xmlns=\"http://www.w3.org/1999/xhtml\"> </div>'.htmlChecks()", "false" },
        { "'<div><p>open</div>'.htmlChecks()", "false" },
        { "gender.memberOf('x')", "! 'memberOf' needs a terminology service, and the context has none." },
        { "conformsTo('x')", "! 'conformsTo' needs a validator of profiles, and the context has none." },
        { "1.50.lowBoundary()", "1.495" },
        { "2.highBoundary()", "2.5" },
        { "{}.lowBoundary()", "{}" },
        { "@2024-02.lowBoundary()", "2024-02-01" },
        { "@2024-02.highBoundary()", "2024-02-29" },
        { "@2024T.highBoundary()", "2024-12-31T23:59:59.999-12:00" },
        { "@2024-03-01T10:20Z.lowBoundary()", "2024-03-01T10:20:00.000Z" },
        { "@2024-03-01T10:20:30.1+02:00.highBoundary()", "2024-03-01T10:20:30.199+02:00" },
        { "@T12:34.highBoundary()", "12:34:59.999" },
        { "'x'.lowBoundary()", "{}" },
        { "getResourceKey()", "p1" },
        { "name.getResourceKey()", "! 'getResourceKey' needs a resource." },
        { "managingOrganization.getReferenceKey()", "9" },
        { "managingOrganization.getReferenceKey(Organization)", "9" },
        { "managingOrganization.getReferenceKey(Patient)", "{}" },
        { "gender.getReferenceKey()", "! 'getReferenceKey' needs a Reference." },
        { "now() > @2000-01-01T00:00:00Z", "true" },
        { "today() > @2000-01-01", "true" },
        { "timeOfDay() is Time", "true" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Function_Gives(string expression, string expected) => Assert.Equal(expected, Evaluated.Show(expression));

    [Fact]
    public void Rows_HoldEveryFunction()
    {
        var tried = string.Join(' ', Rows.Select(row => (string)row.Data.Item1));
        Assert.All(FunctionTable.Names, name => Assert.Contains(name + "(", tried, StringComparison.Ordinal));
    }

    [Fact]
    public void Clock_IsTheContexts_AndStandsStill()
    {
        var context = new FhirPathContext { TimeProvider = new FixedClock() };
        Assert.Equal("2024-02-29T23:30:15.250Z", Evaluated.Show("now()", context));
        Assert.Equal("2024-02-29", Evaluated.Show("today()", context));
        Assert.Equal("23:30:15.250", Evaluated.Show("timeOfDay()", context));
        Assert.Equal("true", Evaluated.Show("now() = now()"));
    }

    [Fact]
    public void Services_AreAsked()
    {
        var context = new FhirPathContext
        {
            MemberOf = static (element, valueSet) => valueSet == "known" ? element is PrimitiveElement { Text: "male" } : null,
            ConformsTo = static (_, profile) => profile == "p",
        };
        Assert.Equal("true", Evaluated.Show("gender.memberOf('known')", context));
        Assert.Equal("{}", Evaluated.Show("gender.memberOf('unknown')", context));
        Assert.Equal("true", Evaluated.Show("conformsTo('p')", context));
        Assert.Equal("{}", Evaluated.Show("{}.memberOf('known')", context));
    }

    [Fact]
    public void Trace_IsHeard()
    {
        var heard = new List<string>();
        var context = new FhirPathContext { Tracer = (name, items) => heard.Add(name + ":" + string.Join(',', items)) };
        Assert.Equal("Peter|James", Evaluated.Show("name[0].given.trace('a').trace('b', length())", context));
        Assert.Equal(["a:Peter,James", "b:5,5"], heard);
    }

    private sealed class FixedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2024, 2, 29, 23, 30, 15, TimeSpan.Zero).AddMilliseconds(250);
    }
}
